/** Our engine's own steps: the pack's graph, cache, guidance and last head, as generation runs them. */
import { openPack, type OpenPack } from '../../src/main/inference/open-pack.ts'
import { LanguageRun } from '../../src/main/inference/language-model.ts'
import { countTokens } from '../../src/shared/tokens/layout.ts'
import { serve } from './child.ts'
import { timeSteps, type BurstRequest, type StepperSetup } from './stepper.ts'

/** Positions of a step while a cache is filled. */
const fillPositions = 64
const guidance = 3

let pack: OpenPack | null = null
/** A cache that holds `filled` positions, from which each burst starts. */
let template: LanguageRun | null = null
let filled = 0

async function open({ folder, threads, rows }: StepperSetup): Promise<string> {
  if (rows !== 2) throw new RangeError('One take under guidance has two rows')
  pack = await openPack(folder, undefined, threads)
  template = new LanguageRun(pack.manifest, pack.graphs, 1, true)
  return `HiTVideo Studio (${pack.device.provider}, ${pack.manifest.graphs.languageModel.precision})`
}

async function burst({ past, positions, steps }: BurstRequest): Promise<number[]> {
  if (!pack || !template) throw new Error('Not opened')
  while (filled < past) {
    const size = Math.min(fillPositions, past - filled)
    await template.step(fill(template, size))
    filled += size
  }
  const run = new LanguageRun(pack.manifest, pack.graphs, 1, true)
  run.repeatTake(template)
  const order = pack.manifest.layers.length - 1
  return timeSteps(steps, async () => {
    const hidden = await run.step(fill(run, positions))
    await run.logits(hidden, positions, order, guidance)
  })
}

/** Inputs that look like tokens of the last layer. */
function fill(run: LanguageRun, size: number) {
  const inputs = run.inputsOf(size)
  const rows = pack!.manifest.languageModel.codeRows.layers.at(-1)!
  const tokens = countTokens(pack!.manifest)
  for (let place = 0; place < size; place++) {
    inputs.setContent(place, 1 + (place % tokens))
    inputs.setTarget(place, 1 + (place % tokens))
    for (let row = 0; row < 2; row++) {
      rows.forEach((first, factor) => inputs.setCodeRow(row, place, factor, first + ((place + row) % 2)))
    }
  }
  return inputs
}

serve({ open, burst })
