import { expect, test } from 'vitest'
import type { FrameSheet } from '../../../src/renderer/previews/frame-sheet.ts'
import { findCoarser, previewKey, type PreviewSource } from '../../../src/renderer/store/previews-store.ts'
import { takeIdSchema } from '../../../src/shared/storyboard/ids.ts'

const sheetOf = (name: string) => ({ picture: name }) as unknown as FrameSheet
const [own, other] = [takeIdSchema.parse(crypto.randomUUID()), takeIdSchema.parse(crypto.randomUUID())]
const detail = { kind: 'take' as const, takeId: own, layers: 4 }
const entriesOf = (...sources: PreviewSource[]) =>
  new Map(sources.map((source) => [previewKey(source), { sheet: sheetOf(previewKey(source)), problem: null, isLoading: false }]))

test('until a picture is there, the finest of the same take with fewer layers stands in', () => {
  const entries = entriesOf({ ...detail, layers: 1 }, { ...detail, layers: 3 }, { ...detail, layers: null }, { kind: 'take', takeId: other, layers: 3 })
  expect(findCoarser(entries, detail)).toEqual(sheetOf(`${own}/3`))
  expect(findCoarser(entries, { ...detail, layers: 3 })).toEqual(sheetOf(`${own}/1`))
  expect(findCoarser(entries, { ...detail, layers: 1 })).toEqual(sheetOf(`${own}/all`))
})

test('nothing of another take, nor what is still being loaded, stands in', () => {
  const entries = entriesOf({ kind: 'take', takeId: other, layers: 3 })
  expect(findCoarser(entries, detail)).toBeNull()
  expect(findCoarser(new Map([[`${own}/3`, { sheet: null, problem: null, isLoading: true }]]), detail)).toBeNull()
  expect(findCoarser(entries, null)).toBeNull()
})
