import { chmod, copyFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createFfmpegFinder } from '../../../../src/main/pipeline/5-export/find-ffmpeg.ts'
import { createInspector, listMissing, parseNames, parseVersion } from '../../../../src/main/pipeline/5-export/inspect-ffmpeg.ts'
import { findFfmpeg, outsideArchive } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { makeAwkwardFolder } from './awkward-folder.ts'

async function writeImpostor(path: string, says = 'something else'): Promise<void> {
  await writeFile(path, `#!/bin/sh\necho ${says}\n`)
  await chmod(path, 0o700)
}

test('the bundled ffmpeg has all that the studio uses', async () => {
  const found = await createFfmpegFinder(() => [], {}).find()
  expect(found.path).toBe(findFfmpeg())
  expect(found.version).toMatch(/\S/)
  expect(listMissing(found)).toEqual([])
}, 60_000)

test('a chosen one comes first; where it does not work, that is said and the next is taken', async () => {
  const folder = await makeAwkwardFolder()
  const other = join(folder, 'my ffmpeg')
  await writeImpostor(other)
  const chosen = [join(folder, 'absent'), other, 'relative/ffmpeg']
  const system = join(folder, 'ffmpeg')
  await copyFile(findFfmpeg(), system)
  const finder = createFfmpegFinder(() => chosen, { PATH: ['relative', folder].join(delimiter) })
  const list = await finder.list()
  expect(list.slice(0, 4).map(({ source, found }) => [source, typeof found === 'string' ? found : 'works'])).toEqual([
    ['setting', 'there is none'],
    ['setting', 'the program is not ffmpeg'],
    ['bundled', 'works'],
    ['system', 'works']
  ])
  expect((await finder.find()).path).toBe(findFfmpeg())
  chosen.splice(0, 3, system)
  expect((await finder.find()).path).toBe(system)
  // Under the name that was chosen, and not a second time as the system's.
  expect((await finder.list()).filter(({ path }) => path === system)).toMatchObject([{ source: 'setting' }])
}, 60_000)

test('a program that was replaced is looked at again', async () => {
  const folder = await makeAwkwardFolder()
  const path = join(folder, 'ffmpeg')
  const inspect = createInspector()
  expect(await inspect(path)).toBe('there is none')
  await writeImpostor(path)
  expect(await inspect(path)).toBe('the program is not ffmpeg')
  await writeImpostor(path, 'ffmpeg version 99.1 Copyright')
  expect(await inspect(path)).toMatchObject({ version: '99.1' })
})

test('in a packaged app the program is looked for beside the archive, where it can be started', () => {
  expect(outsideArchive('/opt/HiTVideo Studio/resources/app.asar/node_modules/@ffmpeg-installer/linux-x64/ffmpeg')).toBe(
    '/opt/HiTVideo Studio/resources/app.asar.unpacked/node_modules/@ffmpeg-installer/linux-x64/ffmpeg'
  )
  expect(outsideArchive('C:\\Größe\\resources\\app.asar\\node_modules\\ffmpeg.exe')).toBe(
    'C:\\Größe\\resources\\app.asar.unpacked\\node_modules\\ffmpeg.exe'
  )
  for (const path of ['/opt/app.asar.unpacked/ffmpeg', '/home/ada/my app.asar copy/ffmpeg']) expect(outsideArchive(path)).toBe(path)
  expect(dirname(findFfmpeg())).not.toMatch(/app\.asar[/\\]/)
})

test('what is missing is told with the exports that need it', () => {
  const missing = listMissing({ encoders: new Set(['libx264', 'gif']), filters: new Set() })
  expect(missing.find(({ name }) => name === 'libvpx-vp9')).toEqual({ name: 'libvpx-vp9', neededFor: ['webm'] })
  expect(missing.some(({ name }) => name === 'libx264')).toBe(false)
  expect(parseVersion('ffmpeg version 7.1-x Copyright')).toBe('7.1-x')
  expect(parseVersion('hello')).toBeNull()
  expect([...parseNames(' V..... libx264    text\n ... ass    V->V  x\n')]).toEqual(['libx264', 'ass'])
})
