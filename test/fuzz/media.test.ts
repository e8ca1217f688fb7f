import { expect, test } from 'vitest'
import { fuzzMedia } from './media/drive.ts'

const cases = 120
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

test(`${cases} damaged videos (seed ${seed}) are refused or read, within their limits, and leave nothing`, async () => {
  const report = await fuzzMedia(seed, 0, cases)
  expect(report.faults).toEqual([])
  expect(report.read + report.refused).toBe(cases)
  expect(report.read).toBeGreaterThan(0)
  expect(report.refused).toBeGreaterThan(0)
}, 600_000)
