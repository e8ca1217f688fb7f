import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseManifest } from '../../src/main/inference/pack-files.ts'
import { PackError } from '../../src/shared/errors.ts'
import { listPackFiles, packPath, type PackManifest } from '../../src/shared/model-pack.ts'
import { placeLayers } from '../../src/shared/tokens/layout.ts'
import { fixtureFolder } from '../model-pack/packs.ts'
import { damageJson } from './damage-json.ts'
import { createRandom } from './draw-json.ts'

const cases = 12_000
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 32)
const text = readFileSync(join(fixtureFolder, 'manifest.json'), 'utf8')

test(`${cases} damaged manifests are refused by a pack error or hold what the engine relies on`, () => {
  console.log(`FUZZ_SEED=${seed} (manifest)`)
  const random = createRandom(seed)
  const sound: unknown = JSON.parse(text)
  let parsed = 0
  for (let i = 0; i < cases; i++) {
    const damaged = JSON.stringify(damageJson(random, sound))
    const { manifest, fault } = parse(damaged)
    const isTyped = fault === undefined || fault instanceof PackError
    expect(isTyped, `case ${i} of seed ${seed}: ${damaged} ${String(fault)}`).toBe(true)
    if (!manifest) continue
    parsed++
    expect(manifest.graphs.heads).toHaveLength(manifest.layers.length)
    expect(listPackFiles(manifest).every(({ file }) => packPath.safeParse(file).success)).toBe(true)
    expect(placeLayers(manifest.layers).every(({ count }) => Number.isSafeInteger(count) && count > 0)).toBe(true)
    expect(manifest.clip.frames % manifest.layers.at(-1)!.grid[0]).toBe(0)
  }
  expect(parsed).toBeGreaterThan(0)
  expect(parsed).toBeLessThan(cases)
}, 120_000)

test('cut and garbled text is refused by a pack error', () => {
  const random = createRandom(seed)
  for (let i = 0; i < 500; i++) {
    const at = Math.floor(random() * text.length)
    const garbled =
      random() < 0.5
        ? text.slice(0, at)
        : `${text.slice(0, at)}${'{}[],:"\\\u0000'[Math.floor(random() * 9)]}${text.slice(at + 1)}`
    const { fault } = parse(garbled)
    expect(fault === undefined || fault instanceof PackError, `cut at ${at} of seed ${seed}`).toBe(true)
  }
})

function parse(manifest: string): { manifest?: PackManifest; fault?: unknown } {
  try {
    return { manifest: parseManifest(manifest) }
  } catch (fault) {
    return { fault }
  }
}
