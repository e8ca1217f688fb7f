/** Progress on a terminal (a bar for each layer, redrawn in place) or as plain lines elsewhere. */
import type { EngineEvent } from '../../shared/contract/engine.ts'
import type { PackManifest } from '../../shared/model-pack.ts'

const barWidth = 24

/** One line: name, bar, count. */
export function drawBar(name: string, done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.round((done / total) * barWidth)
  return `${name.padEnd(10)} ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${total}`
}

export interface ProgressSink {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

export class Progress {
  private readonly sink: ProgressSink
  private readonly manifest: PackManifest
  private readonly takes: number
  private open = ''
  /** By layer index. */
  private readonly steps = new Map<number, number>()

  constructor(sink: ProgressSink, manifest: PackManifest, takes: number) {
    this.sink = sink
    this.manifest = manifest
    this.takes = takes
  }

  /** Shows an event of generation. */
  show(event: EngineEvent): void {
    if (event.type === 'prompt' && event.prompt.replaced.length > 0) {
      this.line(`Read ${event.prompt.replaced.map(({ from, to }) => `"${from}" as "${to}"`).join(', ')}`)
    }
    if (event.type === 'prompt' && event.prompt.isCut) {
      this.line(
        `The prompt has ${event.prompt.total} word pieces and the pack reads ${event.prompt.tokens}: "${event.prompt.read}"`
      )
    }
    if (event.type === 'mask') {
      this.line(
        `${this.label(event.take, event.layer)}: ${Math.round(event.sampledShare * 100)} % of the tokens are sampled`
      )
    }
    // Takes of one batch advance together: the first stands for all.
    if (event.type === 'step') {
      this.steps.set(event.layer, event.steps)
      this.bar(this.label(event.takes[0] ?? 0, event.layer), event.step, event.steps)
    }
    if (event.type === 'layer') this.finish(this.label(event.take, event.layer), this.steps.get(event.layer) ?? 0, event.seconds)
  }

  /** Shows decoded frames. */
  showFrames(take: number, done: number, total: number): void {
    this.bar(this.numbered('Frames', take), done, total)
  }

  /** All frames of a take are there. */
  finishFrames(take: number, total: number, seconds: number): void {
    this.finish(this.numbered('Frames', take), total, seconds)
  }

  /** A line that stays. */
  line(text: string): void {
    this.sink.write(`${this.open === '' ? '' : '\r\u001b[K'}${text}\n`)
    this.open = ''
  }

  private finish(label: string, total: number, seconds: number): void {
    const time = `${seconds.toFixed(2)} s`
    this.line(this.sink.isTTY ? `${drawBar(label, total, total)}  ${time}` : `${label}: done in ${time}`)
  }

  private bar(label: string, done: number, total: number): void {
    if (!this.sink.isTTY) return
    this.open = drawBar(label, done, total)
    this.sink.write(`\r\u001b[K${this.open}`)
  }

  private label(take: number, layer: number): string {
    return this.numbered(this.manifest.layers.find(({ index }) => index === layer)?.name ?? `layer ${layer}`, take)
  }

  private numbered(name: string, take: number): string {
    return this.takes > 1 ? `${name} ${take + 1}` : name
  }
}
