/**
 * "The sequence" of the pack format: prompt and hints as a prefix, then layer after layer in blocks. The same steps with
 * the same shapes run whether a code is drawn, given or replayed, so a resumed sequence has the same cache, bit for bit.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PackManifest } from '../../shared/model-pack.ts'
import { addPrior } from '../../shared/sampling/add-prior.ts'
import type { CodeLogits } from '../../shared/sampling/code-logits.ts'
import { countLogits, splitCode } from '../../shared/tokens/codes.ts'
import { countTokens, placeLayers, type LayerPlace } from '../../shared/tokens/layout.ts'
import { planSteps, type Step } from '../../shared/tokens/step-plan.ts'
import { LanguageRun, type LanguageGraphs } from './language-model.ts'
import type { StepInputs } from './step-inputs.ts'

/** A prompt as the language model takes it in. */
export interface PromptEmbedding {
  /** `[P, promptWidth]` */
  readonly values: Float32Array
  /** Positions that hold a word piece; the rest is padding. */
  readonly length: number
}

export interface SequenceStart {
  readonly takes: number
  readonly prompt: PromptEmbedding
  /** Rows that guidance moves away from; `learned`: the pack's own; null: there are none, guidance is 1 everywhere. */
  readonly unconditional: PromptEmbedding | 'learned' | null
  /** For each take the board's codes to show in the hint slots, −1 where none is shown. */
  readonly hints: readonly ArrayLike<number>[]
}

/** What is said of one position of one take. */
export interface Prediction {
  readonly take: number
  readonly position: number
  readonly code: CodeLogits
}

export interface LayerRun {
  /** For each take the layer's codes in raster order; −1 where not known. `predict` writes what it draws. */
  readonly codes: readonly (number[] | Int32Array)[]
  /** Raster positions that are not masked. */
  readonly positions: readonly number[]
  readonly guidance: number
  /** For each take what the layers above say of the layer's bits: logits `[cells, bits]`; null: nothing. */
  readonly priors: readonly (Float32Array | null)[]
  /** No layer follows: the closing step is left out. */
  readonly isLast: boolean
  /** Before each step; false stops the layer. */
  beforeStep(step: number, steps: number): boolean
  /** Whether a prediction for this cell is wanted. */
  isWanted(take: number, position: number): boolean
  /** Takes in a wanted prediction. */
  predict(prediction: Prediction): void
  /** After the predictions of each step. */
  afterStep(): void
}

export class Sequence {
  readonly places: readonly LayerPlace[]
  private readonly manifest: PackManifest
  private readonly run: LanguageRun
  private readonly tokens: number

  private constructor(manifest: PackManifest, run: LanguageRun) {
    this.manifest = manifest
    this.places = placeLayers(manifest.layers)
    this.tokens = countTokens(manifest)
    this.run = run
  }

  /** Starts a sequence and runs its prefix. */
  static async begin(manifest: PackManifest, graphs: LanguageGraphs, start: SequenceStart): Promise<Sequence> {
    const run = new LanguageRun(manifest, graphs, start.takes, start.unconditional !== null)
    const sequence = new Sequence(manifest, run)
    const [first = [], ...others] = start.hints.map((hints) => Array.from(hints))
    const isShared = others.every((hints) => hints.every((code, i) => code === first[i]))
    if (others.length > 0 && isShared) {
      // Nothing before the first token differs: one prefix serves all takes, and is what a take alone would have.
      const single = await Sequence.begin(manifest, graphs, { ...start, takes: 1, hints: [first] })
      run.repeatTake(single.run)
    } else await sequence.runPrefix(start)
    return sequence
  }

  /**
   * Runs all steps of the next layer in order.
   * @param order of the layer; layers must be run from 0 on
   * @returns false if `beforeStep` stopped it
   */
  async runLayer(order: number, layer: LayerRun): Promise<boolean> {
    const place = this.places[order]!
    const steps = planSteps(place.layer, layer.positions, layer.isLast)
    for (const [number, step] of steps.entries()) {
      // Lets messages in: a cancel, another request.
      await nextTurn()
      if (!layer.beforeStep(number, steps.length)) return false
      const inputs = this.run.inputsOf(step.size)
      this.writeStep(inputs, place, step, layer.codes)
      const hidden = await this.run.step(inputs)
      await this.readStep(hidden, place, step, layer)
      layer.afterStep()
    }
    return true
  }

  private async runPrefix({ takes, prompt, unconditional, hints }: SequenceStart): Promise<void> {
    const { manifest, run } = this
    const { codeRows, hintSlots } = manifest.languageModel
    const { length, width } = manifest.prompt
    const inputs = run.inputsOf(length + hintSlots)
    for (let row = 0; row < run.rows; row++) {
      const take = row % takes
      const embedding = row < takes ? prompt : unconditional
      for (let p = 0; p < length; p++) {
        inputs.setTarget(p, 1 + this.tokens + hintSlots + p)
        if (embedding === 'learned' || embedding === null) inputs.setCodeRow(row, p, 0, codeRows.unconditional)
        else if (p >= embedding.length) inputs.setCodeRow(row, p, 0, codeRows.promptPad)
        else {
          const values = embedding.values.subarray(p * width, (p + 1) * width)
          inputs.prompt.set(values, (row * inputs.size + p) * width)
        }
      }
      for (let i = 0; i < hintSlots; i++) {
        inputs.setContent(length + i, 1 + i)
        inputs.setTarget(length + i, 1 + this.tokens + i)
        const code = hints[take]?.[i] ?? -1
        if (code < 0) inputs.setCodeRow(row, length + i, 0, codeRows.noHint)
        else this.writeCode(inputs, row, length + i, 0, code)
      }
    }
    await run.step(inputs)
    // A step of a layer may have the same size as the prefix, and has no prompt.
    inputs.prompt.fill(0)
  }

  private writeStep(inputs: StepInputs, place: LayerPlace, step: Step, codes: LayerRun['codes']): void {
    for (let j = 0; j < step.contents.length; j++) {
      const position = step.contents[j]!
      inputs.setContent(j, 1 + place.first + position)
      for (let row = 0; row < this.run.rows; row++) {
        this.writeCode(inputs, row, j, place.order, codes[row % this.run.takes]![position]!)
      }
    }
    for (let j = 0; j < step.targets.length; j++) inputs.setTarget(j, 1 + place.first + step.targets[j]!)
  }

  private writeCode(inputs: StepInputs, row: number, place: number, order: number, code: number): void {
    const first = this.manifest.languageModel.codeRows.layers[order]!
    splitCode(code, this.manifest.layers[order]!.factors).forEach((sub, factor) => {
      inputs.setCodeRow(row, place, factor, first[factor]! + sub)
    })
  }

  private async readStep(hidden: Float32Array, place: LayerPlace, step: Step, layer: LayerRun): Promise<void> {
    const { takes } = this.run
    const wanted: [number, number][] = []
    for (let take = 0; take < takes; take++) {
      for (let j = 0; j < step.targets.length; j++) if (layer.isWanted(take, step.targets[j]!)) wanted.push([take, j])
    }
    if (wanted.length === 0) return
    const logits = await this.run.logits(hidden, step.size, place.order, layer.guidance)
    const { bits, factors } = place.layer
    const width = countLogits(factors)
    const links = this.run.linksOf(place.order)
    for (const [take, j] of wanted) {
      const position = step.targets[j]!
      const offset = (take * step.size + j) * width
      const prior = layer.priors[take]
      if (prior) addPrior(logits, offset, factors, prior, position * bits)
      layer.predict({ take, position, code: { values: logits, offset, factors, links } })
    }
  }
}
