/** Words of a panel in the room that they have: smaller where they must be, and cut where even that is not enough. */
import type { Box } from './storyboard-page.ts'

/** Width of some text at a size. */
export type Measure = (text: string, size: number) => number

export interface TextBlock {
  /** Of the block's small heading. */
  readonly label: string
  readonly text: string
}

export interface FittedBlock<Block extends TextBlock> {
  readonly block: Block
  readonly x: number
  /** Upper edge. */
  readonly y: number
  readonly width: number
  readonly lines: readonly string[]
}

export interface FittedText<Block extends TextBlock> {
  readonly size: number
  readonly labelSize: number
  /** From one line to the next. */
  readonly lineStep: number
  readonly labelStep: number
  readonly blocks: readonly FittedBlock<Block>[]
}

/** From this width on, blocks stand side by side. */
const columnsFromWidth = 330
const columnGap = 16
const sizeStep = 0.5

/** @param sizes letters as large as `wanted`, at the least as small as `least` */
export function fitText<Block extends TextBlock>(
  blocks: readonly Block[],
  box: Box,
  sizes: { readonly wanted: number; readonly least: number },
  measure: Measure
): FittedText<Block> {
  const isSideBySide = box.width >= columnsFromWidth
  // Side by side, an empty block is room to write in; stacked, it would only take room.
  const shown = isSideBySide ? blocks : blocks.filter(({ text }) => text.trim() !== '')
  const width = isSideBySide ? (box.width - (shown.length - 1) * columnGap) / Math.max(1, shown.length) : box.width
  for (let size = sizes.wanted; ; size -= sizeStep) {
    const steps = stepsAt(size)
    const wrapped = shown.map(({ text }) => wrapText(text, width, (part) => measure(part, size)))
    const isLeast = size - sizeStep < sizes.least
    const room = (block: number): number => block * (steps.labelStep + (isSideBySide ? 0 : steps.blockGap))
    const lines = Math.max(1, Math.floor((box.height - room(isSideBySide ? 1 : shown.length)) / steps.lineStep))
    const longest = isSideBySide ? Math.max(0, ...wrapped.map(({ length }) => length)) : wrapped.flat().length
    if (longest > lines && !isLeast) continue
    const allowed = isSideBySide ? wrapped.map(() => lines) : shareLines(wrapped.map(({ length }) => length), lines)
    const cut = wrapped.map((own, index) => cutLines(own, allowed[index] ?? 0, width, (part) => measure(part, size)))
    let y = box.y
    const placed = shown.map((block, index): FittedBlock<Block> => {
      const own = cut[index] ?? []
      const at = isSideBySide ? { x: box.x + index * (width + columnGap), y: box.y } : { x: box.x, y }
      y += steps.labelStep + own.length * steps.lineStep + steps.blockGap
      return { block, ...at, width, lines: own }
    })
    return { size, labelSize: steps.labelSize, lineStep: steps.lineStep, labelStep: steps.labelStep, blocks: placed }
  }
}

function stepsAt(size: number) {
  const labelSize = Math.max(5.5, size * 0.62)
  return { labelSize, labelStep: labelSize * 1.45, lineStep: size * 1.32, blockGap: size * 0.6 }
}

/** Takes lines from the longest until all fit. */
function shareLines(wanted: readonly number[], most: number): number[] {
  const given = [...wanted]
  while (given.reduce((sum, count) => sum + count, 0) > most) {
    const longest = given.indexOf(Math.max(...given))
    if ((given[longest] ?? 0) <= 1) break
    given[longest] = (given[longest] ?? 0) - 1
  }
  return given
}

function cutLines(lines: readonly string[], most: number, width: number, measure: (text: string) => number): string[] {
  if (lines.length <= most) return [...lines]
  const kept = lines.slice(0, most)
  let last = kept.pop() ?? ''
  while (last !== '' && measure(`${last} …`) > width) last = last.includes(' ') ? last.slice(0, last.lastIndexOf(' ')) : [...last].slice(0, -1).join('')
  return [...kept, `${last} …`.trim()]
}

/**
 * Breaks text into lines of a width.
 * @param measure width of some text
 */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = ''
    for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (measure(longer) <= width) {
        line = longer
        continue
      }
      if (line !== '') lines.push(line)
      line = ''
      // A word longer than the line, or a script without spaces, is cut where it has to be.
      for (const letter of word) {
        if (line !== '' && measure(line + letter) > width) {
          lines.push(line)
          line = ''
        }
        line += letter
      }
    }
    lines.push(line)
  }
  while (lines.at(-1) === '') lines.pop()
  return lines
}
