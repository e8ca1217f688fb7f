/** Kills the studio's store again and again, and counts what was lost: it must be nothing. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemaVersion } from '../../src/main/database/migrations/index.ts'
import { createRandom } from '../fuzz/draw-json.ts'
import { killDuringEdits } from './kill-edits.ts'
import { killDuringMigration } from './kill-migration.ts'
import type { Facts } from './facts.ts'

export interface ChaosResult {
  readonly kills: number
  readonly seed: number
  /** Kills by what was under way. */
  readonly during: Record<string, number>
  /** Steps that were acknowledged before a kill. */
  readonly acknowledged: number
  /** Records that were compared after the kills. */
  readonly compared: number
  /** Layers that a job went on with after a kill. */
  readonly resumed: number
  readonly losses: readonly string[]
}

/** Every eighth kill hits a migration. */
const migrationEvery = 8

/** @param report called after each kill */
export async function runChaos(kills: number, seed: number, report: (done: number) => void = () => undefined): Promise<ChaosResult> {
  const random = createRandom(seed)
  const root = mkdtempSync(join(tmpdir(), 'hitvideo-chaos-'))
  const folder = join(root, 'library')
  mkdirSync(folder, { recursive: true })
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
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  return { kills, seed, during, ...sum, losses }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
