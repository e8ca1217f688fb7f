import { expect, test } from 'vitest'
import { exportOptionsSchema } from '../../../src/shared/export/options.ts'
import { exportPresets } from '../../../src/shared/export/presets.ts'
import { adjustChoices } from '../../../src/renderer/export/adjust-choices.ts'
import { en } from '../../../src/renderer/locales/en.ts'

const target = { file: 'plan', overwrite: false }

test('every preset has words, and its options are valid whatever is changed', () => {
  for (const { id, choices } of exportPresets) {
    expect(Object.keys(en.export.presets), id).toContain(id)
    const adjusted = adjustChoices(choices, { scale: 3, captions: true, metadata: false })
    expect(exportOptionsSchema.safeParse({ ...adjusted, target }).success, id).toBe(true)
  }
})

test('formats that know nothing of a change leave it out', () => {
  expect(adjustChoices({ format: 'tokens' }, { scale: 3, captions: true, metadata: null })).toEqual({ format: 'tokens' })
})
