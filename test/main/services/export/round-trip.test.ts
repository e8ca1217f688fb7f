import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { beforeEach, expect, test, vi } from 'vitest'
import { decodeWith } from '../../pipeline/5-export/other-programs.ts'
import { openExchangeStore } from './exchange-store.ts'
import type { ExchangeStore } from './exchange-store.ts'
import type { ProjectId } from '../../../../src/shared/storyboard/ids.ts'

vi.setConfig({ testTimeout: 120_000 })

let store: ExchangeStore
let projectId: ProjectId

beforeEach(async () => {
  store = await openExchangeStore()
  projectId = (await store.call('projects.create', { name: 'Größe: 日本' })).project.id
})

const carrying = [
  ['mp4', { format: 'mp4' }, ''],
  ['mp4', { format: 'mp4', quality: 'lossless' }, ''],
  ['webm', { format: 'webm' }, ''],
  ['gif', { format: 'gif' }, ''],
  ['png-sequence', { format: 'png-sequence' }, '/00007.png'],
  ['tokens', { format: 'tokens' }, ''],
  ['text', { format: 'tokens', form: 'text' }, ''],
  ['sheet', { format: 'contact-sheet', container: 'mp4' }, '']
] as const

test.each(carrying)('a take comes back from %s token for token, renamed and in another project', async (_, choices, inside) => {
  const { shot, take } = await store.addShot(projectId, 'ein Hund & <Katze> 犬', 3)
  const target = join(store.outFolder, 'out with spaces ü')
  const job = await store.exportTo(target, { kind: 'take', takeId: take.id }, choices)
  expect(job).toMatchObject({ state: 'done', error: null })
  const moved = join(store.outFolder, 'something else.bin')
  await rename(target, moved)
  const { project } = await store.call('projects.create', { name: 'another' })
  const examined = await store.importing['import.examine']({ files: [moved + inside] })
  expect(examined.carried).toMatchObject({ shots: 1, takes: 1, prompt: shot.prompt, seed: 3 })
  const { shotIds } = await store.importing['import.restore']({ projectId: project.id, shotId: null, source: { kind: 'file', file: moved + inside } })
  const [original] = await store.tokensOf(shot.id)
  const restoredId = shotIds[0] as typeof shot.id
  const [restored] = await store.tokensOf(restoredId)
  expect(restored!.tokens.layers).toEqual(original!.tokens.layers)
  expect(restored!.tokens.pack).toEqual(original!.tokens.pack)
  expect(restored!.take).toMatchObject({ seed: 3, prompt: take.prompt, sampling: take.sampling, packHash: take.packHash })
  expect((await store.call('shots.get', { shotId: restoredId })).notes).toBe('note & <b>')
  expect(await readdir(join(store.workFolder, 'export'))).toEqual([])
  expect(await readdir(store.outFolder)).toEqual(['something else.bin'])
})

test('the clipboard takes a take to another shot', async () => {
  const { take } = await store.addShot(projectId, 'a cat', 5)
  const other = await store.addShot(projectId, 'another', 6)
  const { text } = await store.exporting['export.takeText']({ takeId: take.id })
  expect(await store.importing['import.examineText']({ text })).toMatchObject({ takes: 1, seed: 5 })
  const { takeIds } = await store.importing['import.restore']({ projectId, shotId: other.shot.id, source: { kind: 'text', text } })
  expect((await store.call('takes.tokens', { takeId: takeIds[0]! })).layers).toEqual((await store.call('takes.tokens', { takeId: take.id })).layers)
})

test('without metadata there is the disclosure and nothing else', async () => {
  const { take } = await store.addShot(projectId, 'secret words', 3)
  const target = join(store.outFolder, 'x.mp4')
  await store.exportTo(target, { kind: 'take', takeId: take.id }, { format: 'mp4', metadata: false })
  const bytes = (await readFile(target)).toString('latin1')
  expect(bytes).not.toContain('secret')
  expect(bytes).not.toContain('hitvideo:storyboard')
  expect(bytes).toContain('trainedAlgorithmicMedia')
  expect(await store.importing['import.examine']({ files: [target] })).toMatchObject({ carried: null, video: { container: 'mp4' } })
})

test('a lossless storyboard shows each shot for its time, with the frames that the decoder gave', async () => {
  const { clip } = store.description.manifest
  const a = await store.addShot(projectId, 'one', 1, 3 / clip.framesPerSecond)
  const b = await store.addShot(projectId, 'two', 2, (clip.frames + 5) / clip.framesPerSecond)
  await store.call('shots.create', { projectId, fields: { prompt: 'empty' } })
  const target = join(store.outFolder, 'all.mp4')
  const plan = await store.planExport({ kind: 'project', projectId }, { format: 'mp4', quality: 'lossless' })
  expect(plan).toMatchObject({ shots: 2, emptyShots: 1, missing: [], extension: 'mp4', video: { frames: clip.frames + 8 } })
  const job = await store.exportTo(target, { kind: 'project', projectId }, { format: 'mp4', quality: 'lossless' })
  expect(job).toMatchObject({ state: 'done' })
  const decoded = await decodeWith(target)
  const size = clip.height * clip.width * 3
  expect(decoded.length).toBe((clip.frames + 8) * size)
  const expected: Buffer[] = []
  for (const { take } of [a, b]) {
    const { layers } = await store.call('takes.tokens', { takeId: take.id })
    const file = join(store.folder, 'expected.rgb')
    await store.fixture.call('decode', { tokens: Object.fromEntries(layers.map((layer) => [layer.layer, layer.codes])), masked: null, layers: layers.length, fromFrame: 0, toFrame: clip.frames, file })
    expected.push(await readFile(file))
  }
  const still = Array.from({ length: 5 }, () => expected[1]!.subarray(-size))
  expect(decoded.equals(Buffer.concat([expected[0]!.subarray(0, 3 * size), expected[1]!, ...still]))).toBe(true)
})

test('a file that is there is replaced only where that was agreed to', async () => {
  const { take } = await store.addShot(projectId, 'one', 1)
  const target = join(store.outFolder, 'x.txt')
  await writeFile(target, 'mine')
  const scope = { kind: 'take', takeId: take.id } as const
  await expect(store.exportTo(target, scope, { format: 'tokens', form: 'text' })).rejects.toMatchObject({ kind: 'conflict', field: 'options.target.overwrite' })
  expect(await readFile(target, 'utf8')).toBe('mine')
  expect(await store.exportTo(target, scope, { format: 'tokens', form: 'text' }, true)).toMatchObject({ state: 'done' })
  expect(await readFile(target, 'utf8')).toMatch(/^hitvideo:/)
})

test('a cancelled export leaves neither file nor rest', async () => {
  const { take } = await store.addShot(projectId, 'one', 1, 600)
  const scope = { kind: 'project', projectId } as const
  const options = { format: 'mp4', scale: 8, framesPerSecond: 60, target: { file: join(store.outFolder, 'x.mp4') } }
  const job = await store.call('queue.add', { request: { kind: 'export', scope, options } })
  for (;;) {
    const { state, progress } = await store.call('queue.get', { jobId: job.id })
    if (state !== 'waiting' && progress.done > 0) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect((await store.call('queue.cancel', { jobId: job.id })).state).toBe('cancelled')
  expect(await readdir(store.outFolder)).toEqual([])
  expect(await readdir(join(store.workFolder, 'export'))).toEqual([])
  expect(take.seed).toBe(1)
})

test('a timeline has a clip for each shot and a list that names them', async () => {
  const { clip } = store.description.manifest
  await store.addShot(projectId, 'one: a/b', 1)
  await store.addShot(projectId, 'two', 2)
  const target = join(store.outFolder, 'cut')
  for (const list of ['otio', 'edl', 'fcpxml'] as const) {
    expect(await store.exportTo(target, { kind: 'project', projectId }, { format: 'timeline', list }, true)).toMatchObject({ state: 'done' })
    const names = (await readdir(join(target, 'media'))).toSorted()
    expect(names).toEqual(['01 one a b.mp4', '02 two.mp4'])
    const text = await readFile(join(target, `timeline.${list}`), 'utf8')
    expect(text).toContain(list === 'edl' ? '02 two.mp4' : 'media/02%20two.mp4')
  }
  const otio = join(target, 'timeline.otio')
  expect(existsSync(otio)).toBe(false)
  await store.exportTo(join(store.outFolder, 'cut.zip'), { kind: 'project', projectId }, { format: 'timeline', archive: true })
  const zip = await readFile(join(store.outFolder, 'cut.zip'))
  expect(zip.readUInt32LE(0)).toBe(0x04034b50)
  expect(zip.readUInt16LE(zip.length - 12)).toBe(3)
  expect(clip.frames).toBeGreaterThan(0)
})

test.each([
  [1, 3],
  [3, 1],
  [6, 1]
] as const)('a PDF with %i panels a page has %i pages for three shots', async (panelsPerPage, pages) => {
  for (const seed of [1, 2, 3]) await store.addShot(projectId, `shot ${seed} Привет 犬 ${'word '.repeat(80)}`, seed)
  const target = join(store.outFolder, 'board.pdf')
  const job = await store.exportTo(target, { kind: 'project', projectId }, { format: 'pdf', panelsPerPage })
  expect(job).toMatchObject({ state: 'done', result: { data: { missingCharacters: '', name: 'board.pdf' } } })
  const document = await PDFDocument.load(await readFile(target))
  expect(document.getPageCount()).toBe(pages)
})
