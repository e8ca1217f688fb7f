import { chmod, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createFfmpegFinder, listMissing, parseNames, parseVersion } from '../../../../src/main/pipeline/5-export/find-ffmpeg.ts'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { makeAwkwardFolder } from './moving-picture.ts'

test('the bundled ffmpeg has all that the studio uses', async () => {
  const status = await createFfmpegFinder(() => null, {}).status()
  expect(status).toMatchObject({ source: 'bundled', missing: [], tried: [{ source: 'bundled', problem: null }] })
  expect(status.version).toMatch(/\S/)
}, 60_000)

test('the one of the settings comes first; where it does not work, that is said and the next is taken', async () => {
  const folder = await makeAwkwardFolder()
  const other = join(folder, 'my ffmpeg')
  await writeFile(other, '#!/bin/sh\necho something else\n')
  await chmod(other, 0o700)
  let setting: string | null = other
  const finder = createFfmpegFinder(() => setting, { PATH: ['relative', dirname(findFfmpeg())].join(delimiter) })
  expect((await finder.status()).tried).toEqual([
    { source: 'setting', problem: 'the program is not ffmpeg' },
    { source: 'bundled', problem: null }
  ])
  setting = findFfmpeg()
  expect((await finder.find()).source).toBe('setting')
  setting = join(folder, 'absent')
  expect((await finder.status()).tried[0]).toEqual({ source: 'setting', problem: 'the program cannot be started' })
}, 60_000)

test('what is missing is told with the exports that need it', () => {
  const missing = listMissing({ encoders: new Set(['libx264', 'gif']), filters: new Set() })
  expect(missing.find(({ name }) => name === 'libvpx-vp9')).toEqual({ name: 'libvpx-vp9', neededFor: ['webm'] })
  expect(missing.some(({ name }) => name === 'libx264')).toBe(false)
  expect(parseVersion('ffmpeg version 7.1-x Copyright')).toBe('7.1-x')
  expect(parseVersion('hello')).toBeNull()
  expect([...parseNames(' V..... libx264    text\n ... ass    V->V  x\n')]).toEqual(['libx264', 'ass'])
})
