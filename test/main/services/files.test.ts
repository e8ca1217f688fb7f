import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMediaLibrary } from '../../../src/main/media/library.ts'
import { createFilesService } from '../../../src/main/services/files.ts'
import { createGrantedFiles } from '../../../src/main/services/granted-files.ts'

const downloadsFolder = mkdtempSync(join(tmpdir(), 'downloads-'))
afterAll(() => rmSync(downloadsFolder, { recursive: true }))
const media = createMediaLibrary()
const files = createGrantedFiles()

test('in a browser a target lies in the downloads folder and is collected as media', async () => {
  const service = createFilesService({ files, media, chooseTarget: undefined, downloadsFolder })
  const { target } = await service['files.chooseTarget']({ suggestedName: '../My board.mp4' })
  expect(target?.name).toBe('_My board.mp4')
  const handle = target?.handle ?? ''
  const path = files.resolve(handle, 'write')
  expect(dirname(dirname(path))).toBe(downloadsFolder)
  const { mediaId, name } = await service['files.collect']({ handle })
  expect(name).toBe('_My board.mp4')
  expect(media.find(mediaId ?? '')?.file).toBe(path)
})

test('in Electron the person chooses, and nothing has to be collected', async () => {
  const chosen: string[] = []
  const chooseTarget = async (name: string) => {
    chosen.push(name)
    return '/home/ada/Videos/chosen.mp4'
  }
  const service = createFilesService({ files, media, chooseTarget, downloadsFolder })
  const { target } = await service['files.chooseTarget']({ suggestedName: 'board.mp4' })
  expect(chosen).toEqual(['board.mp4'])
  expect(target?.name).toBe('chosen.mp4')
  expect(await service['files.collect']({ handle: target?.handle ?? '' })).toEqual({ mediaId: null, name: 'chosen.mp4' })
})

test('a person who chooses nothing gets no target', async () => {
  const service = createFilesService({ files, media, chooseTarget: async () => null, downloadsFolder })
  expect(await service['files.chooseTarget']({ suggestedName: 'board.mp4' })).toEqual({ target: null })
})
