/** Kills the studio's store again and again, and counts what was lost: it must be nothing. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemaVersion } from '../../src/main/database/migrations/index.ts'
import { createRandom } from '../fuzz/draw-json.ts'
import { killDuringEdits } from './kill-edits.ts'
import { computeExpectedTakes } from './expected-takes.ts'
import { finishGeneration, killDuringGeneration } from './kill-generation.ts'
import { killDuringMigration } from './kill-migration.ts'
import type { Facts } from './facts.ts'

export interface ChaosResult {
  readonly kills: number
  readonly seed: number
  /** Kills by what was under way. */
  readonly during: Record<string, number>
  /** Steps that were acknowledged before a kill. */
  readonly acknowledged: number
  /** Records and generated codes that were compared after the kills. */
  readonly compared: number
  /** Layers that a job went on with after a kill. */
  readonly resumed: number
  readonly losses: readonly string[]
}

/** Every eighth kill hits a migration, every third of the others generation with the real engine. */
const migrationEvery = 8
const generationEvery = 3

/** @param report called after each kill */
export async function runChaos(kills: number, seed: number, report: (done: number) => void = () => undefined): Promise<ChaosResult> {
  const random = createRandom(seed)
  const root = mkdtempSync(join(tmpdir(), 'hitvideo-chaos-'))
  const folder = join(root, 'library')
  const generating = join(root, 'generating')
  for (const each of [folder, generating]) mkdirSync(each, { recursive: true })
  const expected = await computeExpectedTakes()
  const during: Record<string, number> = {}
  const losses: string[] = []
  const sum = { acknowledged: 0, compared: 0, resumed: 0 }
  let facts: Facts = new Map()
  try {
    for (let kill = 1; kill <= kills; kill++) {
      if (kill % migrationEvery === 0) {
        const fromVersion = 1 + Math.floor(random() * (schemaVersion - 1))
        const round = await killDuringMigration(join(root, 'older'), { fromVersion, delay: 100 + random() * 300 })
        count(during, `migration, left at ${round.left}`)
        losses.push(...round.losses.map((loss) => `kill ${kill}: ${loss}`))
      } else if (kill % generationEvery === 0) {
        const isEngineKilled = random() < 0.4
        const round = await killDuringGeneration(generating, expected, { seed: seed + kill, delay: random() * 1200, isEngineKilled })
        count(during, round.killedDuring)
        sum.acknowledged += round.made
        sum.compared += round.compared
        losses.push(...round.losses.map((loss) => `kill ${kill}: ${loss}`))
      } else {
        const afterOpening = random() < 0.85
        const delay = afterOpening ? random() * 700 : 50 + random() * 350
        const round = await killDuringEdits(folder, facts, { seed: seed + kill, delay, afterOpening })
        facts = round.facts
        count(during, round.killedDuring)
        sum.acknowledged += round.acknowledged
        sum.compared += round.compared
        sum.resumed += round.resumed
        losses.push(...round.losses.map((loss) => `kill ${kill}: ${loss}`))
      }
      report(kill)
    }
    if (kills >= generationEvery) losses.push(...(await finishGeneration(generating, expected)))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  return { kills, seed, during, ...sum, losses }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
