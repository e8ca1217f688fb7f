import { expect, test } from 'vitest'
import { diffRecord, invertChanges, mergeChanges } from '../../../src/shared/storyboard/change.ts'
import { createRandom } from '../../fuzz/draw-json.ts'
import type { Change, Fields } from '../../../src/shared/storyboard/change.ts'

type State = Map<string, Fields>

function apply(state: State, changes: readonly Change[]): State {
  const next = new Map(state)
  for (const { id, after } of changes) next.set(id, { ...next.get(id), ...after })
  return next
}

test('a change names only the fields that differ, and nothing is no change', () => {
  expect(diffRecord('shot', 'a', { prompt: 'x', notes: 'n' }, { prompt: 'y', notes: 'n' })).toEqual({
    record: 'shot', id: 'a', before: { prompt: 'x' }, after: { prompt: 'y' }
  })
  expect(diffRecord('shot', 'a', { prompt: 'x' }, { prompt: 'x' })).toBe(null)
})

test('any row of changes, merged, does the same, and inverted takes it back', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = createRandom(seed)
  const pick = (count: number) => Math.floor(random() * count)
  for (let round = 0; round < 200; round++) {
    const start: State = new Map(['a', 'b', 'c'].map((id) => [id, { x: pick(3), y: pick(3) }]))
    let state = start
    let merged: Change[] = []
    const all: Change[] = []
    for (let i = 0; i < 8; i++) {
      const id = ['a', 'b', 'c'][pick(3)] ?? 'a'
      const change = diffRecord('shot', id, state.get(id) ?? {}, random() < 0.5 ? { x: pick(3) } : { x: pick(3), y: pick(3) })
      if (change === null) continue
      all.push(change)
      state = apply(state, [change])
      merged = mergeChanges(merged, [change])
    }
    expect(apply(start, merged), `seed ${seed}`).toEqual(state)
    expect(apply(state, invertChanges(merged)), `seed ${seed}`).toEqual(start)
    expect(apply(state, invertChanges(all)), `seed ${seed}`).toEqual(start)
    expect(merged.every(({ before, after }) => Object.keys(after).every((field) => before[field] !== after[field]))).toBe(true)
  }
})
