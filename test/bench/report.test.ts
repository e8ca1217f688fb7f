import { describe, expect, test } from 'vitest'
import { ratioTo, bars, isBarMet, summarySchema, type Summary } from '../../bench/report/report.ts'
import { replaceMeasured } from '../../bench/report/performance-page.ts'
import { show, summaryTable, toMarkdown, toText } from '../../bench/report/tables.ts'
import { spreadOf } from '../../bench/measure/statistics.ts'

const summary: Summary = {
  boardSeconds: 0.4, clipSeconds: 5, decodeFramesPerSecond: 512.4, ratioTransformersJs: null, ratioLlamaCpp: 1.25,
  rooflineShare: 0.41, eventLoopP99Ms: 3, peakRssMegabytes: 600
}

describe('the summary', () => {
  test('has exactly the figures that bars are set for', () => {
    expect(Object.keys(summarySchema.shape)).toEqual(Object.keys(bars))
    expect(summarySchema.safeParse({ ...summary, other: 1 }).success).toBe(false)
  })

  test('lets a figure be missing only where a peer or the system may withhold it', () => {
    expect(summarySchema.safeParse(summary).success).toBe(true)
    expect(summarySchema.safeParse({ ...summary, clipSeconds: null }).success).toBe(false)
    expect(summarySchema.safeParse({ ...summary, clipSeconds: Number.NaN }).success).toBe(false)
  })

  test('holds each figure against its bar, in the right direction', () => {
    expect(isBarMet('boardSeconds', 0.4)).toBe(true)
    expect(isBarMet('clipSeconds', 5)).toBe(false)
    expect(isBarMet('decodeFramesPerSecond', 399)).toBe(false)
    expect(isBarMet('ratioTransformersJs', null)).toBeNull()
  })
})

describe('the ratio to a peer', () => {
  const steps = [
    { id: 'ours', past: 16, positions: 1, milliseconds: spreadOf([1]) },
    { id: 'ours', past: 2400, positions: 1, milliseconds: spreadOf([2, 4]) },
    { id: 'ours', past: 2400, positions: 16, milliseconds: spreadOf([10]) },
    { id: 'other', past: 2400, positions: 1, milliseconds: spreadOf([9]) }
  ]

  test('compares the medians of single steps after the longest past', () => {
    expect(ratioTo('other', { contestants: {}, steps })).toBe(3)
  })

  test('is null for a peer that did not take part', () => {
    expect(ratioTo('absent', { contestants: {}, steps })).toBeNull()
  })
})

describe('tables', () => {
  test('line up as text and say what was not measured', () => {
    const lines = toText(summaryTable(summary)).split('\n')
    expect(lines[0]).toBe('Summary')
    expect(lines.find((line) => line.includes('transformers.js'))).toMatch(/–\s+≥ 3\s+not measured$/)
    expect(new Set(lines.slice(1).map((line) => line.length)).size).toBe(1)
  })

  test('are Markdown with one line a row', () => {
    const lines = toMarkdown({ title: 'T', head: ['a', 'b'], rows: [['1|2', '3']] }).split('\n')
    expect(lines).toEqual(['### T', '', '| a | b |', '|---|---|', String.raw`| 1\|2 | 3 |`])
  })

  test('show three digits', () => {
    expect([0.12345, 12.345, 512.4, 1536, null].map(show)).toEqual(['0.123', '12.3', '512', '1536', '–'])
  })
})

describe('the page of measurements', () => {
  const begin = '<!-- bench:begin (written by `npm run bench -- --write`; do not edit) -->'

  test('keeps everything around the marks', () => {
    const page = `before\n${begin}\nold\n<!-- bench:end -->\nafter\n`
    expect(replaceMeasured(page, 'new\n')).toBe(`before\n${begin}\nnew\n<!-- bench:end -->\nafter\n`)
  })

  test('is not written where the marks are gone', () => {
    expect(() => replaceMeasured('text', 'new')).toThrow(/marks/)
  })
})
