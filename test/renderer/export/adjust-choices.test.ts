import { expect, test } from 'vitest'
import { exportOptionsSchema } from '../../../src/shared/export/options.ts'
import { exportPresets } from '../../../src/shared/export/presets.ts'
import { adjustChoices, keepEdits } from '../../../src/renderer/export/adjust-choices.ts'
import { nameMoments } from '../../../src/renderer/export/moments.ts'
import { presetGroups } from '../../../src/renderer/export/preset-groups.ts'

const target = { file: 'plan', overwrite: false }

test('every preset is in one group, and its options are valid whatever is changed', () => {
  const grouped = Object.values(presetGroups).flat()
  expect(grouped.toSorted()).toEqual([...exportPresets.map(({ id }) => id), 'project'].toSorted())
  for (const { id, choices } of exportPresets) {
    const adjusted = adjustChoices(choices, { scale: 3, captions: true, metadata: false, columns: 4, moments: [0, 1], framesPerSecond: 30 })
    expect(exportOptionsSchema.safeParse({ ...adjusted, target }).success, id).toBe(true)
  }
})

test('formats that know nothing of a change leave it out', () => {
  const untouched = adjustChoices({ format: 'tokens' }, {})
  expect(adjustChoices({ format: 'tokens' }, { scale: 3, captions: true })).toEqual(untouched)
})

test('a value that a format does not take is left out, the others stay', () => {
  const adjusted = adjustChoices({ format: 'gif' }, { framesPerSecond: 60, loops: false })
  expect(adjusted).toMatchObject({ framesPerSecond: null, loops: false })
})

test('another preset keeps what concerns the film', () => {
  expect(keepEdits({ metadata: false, scale: 3 })).toEqual({ metadata: false })
})

test('the pictures of a panel are named by how many there are', () => {
  expect(exportPresets.flatMap(({ choices }) => ('moments' in choices ? [nameMoments(choices.moments ?? [])] : []))).toEqual(['middle'])
})
