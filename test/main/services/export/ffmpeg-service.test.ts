import { chmod, copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFfmpegFinder } from '../../../../src/main/pipeline/5-export/find-ffmpeg.ts'
import { findFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { createFfmpegService, readChosenFfmpegs } from '../../../../src/main/services/export/ffmpeg-service.ts'
import { makeAwkwardFolder } from '../../pipeline/5-export/awkward-folder.ts'
import { openTestStore } from '../../test-store.ts'
import type { ChooseProgram } from '../../../../src/main/services/export/ffmpeg-service.ts'
import type { FfmpegStatus } from '../../../../src/shared/contract/ffmpeg.ts'

async function openService(chooseProgram?: ChooseProgram, named?: string) {
  const folder = await makeAwkwardFolder()
  const system = join(folder, 'ffmpeg')
  await copyFile(findFfmpeg(), system)
  const store = await openTestStore()
  const { workspace } = store
  const finder = createFfmpegFinder(() => readChosenFfmpegs(workspace.read, named), { PATH: folder })
  return { folder, system, store, finder, service: createFfmpegService({ workspace, finder, chooseProgram }) }
}

const used = ({ candidates }: FfmpegStatus) => candidates.filter(({ isUsed }) => isUsed)

test('the page sees what was found by ids, and no path; it uses one of them, and goes back', async () => {
  const { folder, system, service, finder } = await openService()
  const first = await service['ffmpeg.status']({})
  expect(first).toMatchObject({ source: 'bundled', canBrowse: false, missing: [] })
  expect(JSON.stringify(first)).not.toContain(folder)
  expect(used(first)).toHaveLength(1)
  const other = first.candidates.find(({ source }) => source === 'system')!
  const second = await service['ffmpeg.use']({ id: other.id })
  expect(used(second)).toEqual([{ ...other, source: 'setting', isUsed: true }])
  expect((await finder.find()).path).toBe(system)
  const bundled = second.candidates.find(({ source }) => source === 'bundled')!
  expect(await service['ffmpeg.use']({ id: bundled.id })).toMatchObject({ source: 'bundled' })
  await service['ffmpeg.use']({ id: other.id })
  expect(await service['ffmpeg.use']({ id: null })).toMatchObject({ source: 'bundled' })
}, 60_000)

test('neither an id nor a setting of the page can name a program', async () => {
  const { system, service, store, finder } = await openService()
  await expect(service['ffmpeg.use']({ id: system })).rejects.toMatchObject({ kind: 'not-found' })
  const edit = { ffmpegPath: system } as unknown as Record<string, never>
  await expect(store.call('settings.edit', { edit })).rejects.toMatchObject({ kind: 'invalid-input' })
  await expect(service['ffmpeg.browse']({})).rejects.toMatchObject({ kind: 'unavailable' })
  expect((await finder.find()).path).toBe(findFfmpeg())
}, 60_000)

test('in the dialog of the system a person chooses another; what is no ffmpeg is refused and changes nothing', async () => {
  let answer: string | null = null
  const { folder, service, finder } = await openService(async () => answer)
  expect(await service['ffmpeg.browse']({})).toMatchObject({ source: 'bundled', canBrowse: true })
  answer = join(folder, 'page.html')
  await writeFile(answer, '<html></html>')
  await chmod(answer, 0o700)
  await expect(service['ffmpeg.browse']({})).rejects.toMatchObject({ kind: 'conflict' })
  expect((await finder.find()).path).toBe(findFfmpeg())
  answer = join(folder, 'my own ffmpeg')
  await copyFile(findFfmpeg(), answer)
  expect(await service['ffmpeg.browse']({})).toMatchObject({ source: 'setting' })
  expect((await finder.find()).path).toBe(answer)
}, 60_000)

test('one that was named when the studio was started goes before the one of the settings', async () => {
  const named = join(await makeAwkwardFolder(), 'started with')
  await copyFile(findFfmpeg(), named)
  const { service, finder } = await openService(undefined, named)
  const { candidates } = await service['ffmpeg.status']({})
  await service['ffmpeg.use']({ id: candidates.find(({ source }) => source === 'system')!.id })
  expect((await finder.find()).path).toBe(named)
}, 60_000)
