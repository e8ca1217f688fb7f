import { expect, test } from 'vitest'
import { fitText, wrapText } from '../../../src/shared/export/fit-text.ts'

/** Every letter is half as wide as it is high. */
const measure = (text: string, size: number): number => [...text].length * size * 0.5
const sizes = { wanted: 10, least: 6 }
const block = (label: string, words: number) => ({ label, text: 'word '.repeat(words).trim() })

test('lines break at spaces, and within words that are too long', () => {
  const count = (text: string): number => text.length
  expect(wrapText('one two three\n\nfour', 8, count)).toEqual(['one two', 'three', '', 'four'])
  expect(wrapText('abcdefghijk', 4, count)).toEqual(['abcd', 'efgh', 'ijk'])
  expect(wrapText('  ', 4, count)).toEqual([])
})

test('in a narrow box blocks stand one below the other, and empty ones take no room', () => {
  const box = { x: 20, y: 30, width: 150, height: 300 }
  const { size, blocks } = fitText([block('A', 3), block('D', 0), block('N', 4)], box, sizes, measure)
  expect(size).toBe(10)
  expect(blocks.map(({ block: { label } }) => label)).toEqual(['A', 'N'])
  expect(blocks[0]).toMatchObject({ x: 20, y: 30, width: 150 })
  expect(blocks[1]!.y).toBeGreaterThan(30)
})

test('in a wide box they stand side by side, and an empty one keeps its room', () => {
  const box = { x: 0, y: 0, width: 500, height: 100 }
  const { blocks } = fitText([block('A', 3), block('D', 0), block('N', 4)], box, sizes, measure)
  expect(blocks.map(({ y }) => y)).toEqual([0, 0, 0])
  expect(blocks[2]!.x + blocks[2]!.width).toBeCloseTo(500, 9)
})

test.each([150, 500])('long words get smaller letters, and in the end are cut with an ellipsis (%i wide)', (width) => {
  const box = { x: 0, y: 0, width, height: 90 }
  const heightOf = ({ lineStep, labelStep, blocks }: ReturnType<typeof fitText>): number =>
    Math.max(...blocks.map(({ y, lines }) => y + labelStep + lines.length * lineStep))
  for (const words of [8, 20, 60, 500]) {
    const fitted = fitText([block('A', words), block('D', 5), block('N', words)], box, sizes, measure)
    expect(heightOf(fitted)).toBeLessThanOrEqual(90.01)
    for (const { lines, width: own } of fitted.blocks) {
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) expect(measure(line, fitted.size)).toBeLessThanOrEqual(own + 0.01)
    }
  }
  const cut = fitText([block('A', 500), block('D', 5)], box, sizes, measure)
  expect(cut.size).toBe(6)
  expect(cut.blocks[0]!.lines.at(-1)).toMatch(/…$/)
  expect(cut.blocks[1]!.lines.join(' ')).toBe(block('D', 5).text)
})
