/** The findings as tables: rows of cells, laid out as text or as Markdown. */
import type { Spread } from '../measure/statistics.ts'
import { stepLimitSeconds } from '../measure/roofline.ts'
import { bars, isBarMet, reportRoofline, type Findings, type Summary } from './report.ts'

export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const words: Readonly<Record<keyof Summary, string>> = {
  boardSeconds: 'prompt → board on screen, s',
  clipSeconds: 'prompt → all frames, s',
  decodeFramesPerSecond: 'decoding, frames/s',
  ratioTransformersJs: 'step of transformers.js over ours',
  ratioLlamaCpp: 'step of node-llama-cpp over ours',
  rooflineShare: 'share of the roofline, language model',
  eventLoopP99Ms: 'event loop of the services, p99, ms',
  peakRssMegabytes: 'peak memory, services and engine, MB'
}

export function listTables(summary: Summary, findings: Findings): Table[] {
  return [summaryTable(summary), timesTable(findings), layersTable(findings), stepsTable(findings), machineTable(findings)]
}

export function summaryTable(summary: Summary): Table {
  const names = Object.keys(bars) as (keyof Summary)[]
  const rows = names.map((name) => {
    const bar = bars[name]
    const isMet = isBarMet(name, summary[name])
    const wanted = 'atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`
    return [words[name], show(summary[name]), wanted, isMet === null ? 'not measured' : isMet ? 'yes' : 'no']
  })
  return { title: 'Summary', head: ['', 'measured', 'bar', 'met'], rows }
}

function timesTable({ clip, services }: Findings): Table {
  const row = (name: string, { min, median, p95 }: Spread) => [name, show(min), show(median), show(p95)]
  const jobs = Object.entries(services.jobs).map(([kind, seconds]) => {
    const sorted = seconds.toSorted((a, b) => a - b)
    return [`${kind} job, through queue and database`, show(sorted[0]!), show(sorted[Math.floor(sorted.length / 2)]!), show(sorted.at(-1)!)]
  })
  return {
    title: 'Wall time, seconds',
    head: ['', 'min', 'median', 'p95'],
    rows: [
      row('prompt → board', clip.board), row('prompt → board decoded', clip.boardShown),
      row(`densify (${show(100 * clip.sampledShare)} % of the last layer sampled)`, clip.densify),
      row('densify, nothing masked', clip.densifyUnmasked), row('decode', clip.decode), row('prompt → all frames', clip.clip), ...jobs
    ]
  }
}

function layersTable({ clip }: Findings): Table {
  const rows = clip.layers.map(({ name, sampled, seconds, tokensPerSecond }) => [name, String(sampled), show(seconds.median), show(tokensPerSecond)])
  return { title: 'Layers of a clip, one candidate', head: ['layer', 'tokens sampled', 's, median', 'tokens/s'], rows }
}

function stepsTable({ comparison, shape, machine, stepBytesPerSecond }: Findings): Table {
  const rates = { bytesPerSecond: stepBytesPerSecond, flopsPerSecond: machine.floatFlopsPerSecond }
  const rows = comparison.steps.map(({ id, past, positions, milliseconds }) => {
    const limit = 1000 * stepLimitSeconds(shape, { rows: 2, positions, past }, rates)
    const contestant = comparison.contestants[id]
    const name = contestant && 'name' in contestant ? contestant.name : id
    return [name, String(past), String(positions), show(milliseconds.min), show(milliseconds.median), show((100 * limit) / milliseconds.median)]
  })
  const absent = Object.entries(comparison.contestants).flatMap(([id, contestant]) =>
    'reason' in contestant ? [[id, '', '', '', '', contestant.reason]] : [])
  return {
    title: 'Language-model steps, batch 2, milliseconds',
    head: ['', 'past', 'positions', 'min', 'median', '% of roofline'],
    rows: [...rows, ...absent]
  }
}

function machineTable(findings: Findings): Table {
  const { machine, services, shape } = findings
  const roofline = reportRoofline(findings)
  const { p50, p99, max } = services.eventLoopMilliseconds
  return {
    title: 'Machine and limits',
    head: ['', ''],
    rows: [
      ['reading memory, GB/s', show(machine.bytesPerSecond.at(-1)! / 1e9)],
      ['reading as much as a step touches, again and again, GB/s', show(findings.stepBytesPerSecond / 1e9)],
      ['float32 products, GFLOP/s', show(machine.floatFlopsPerSecond / 1e9)],
      ['8-bit products, GOP/s', show(machine.integerOpsPerSecond / 1e9)],
      ['weights that each position passes, millions', show(shape.parameters / 1e6)],
      ['language model of a clip: limit by the formula, s', show(roofline.limitSeconds)],
      ['… measured, s', show(roofline.measuredSeconds)],
      ['… share with the 8-bit rate for the weights', show(roofline.strictShare)],
      ['event loop, p50 / p99 / max, ms', [p50, p99, max].map(show).join(' / ')]
    ]
  }
}

/** Three significant digits; nothing after the point above 100. */
export function show(value: number | null): string {
  if (value === null) return '–'
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

export function toText({ title, head, rows }: Table): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')}`
  return [title, ...all.map(line)].join('\n').replaceAll(/ +$/gm, '')
}

export function toMarkdown({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [`### ${title}`, '', line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}
