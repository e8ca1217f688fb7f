/** Where everything stands on the pages of a storyboard on paper; lengths in points (1/72 inch), y from the top. */

export const paperSizes = { a4: { width: 595.28, height: 841.89 }, letter: { width: 612, height: 792 } } as const

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PanelLayout {
  /** One for each moment. */
  readonly pictures: readonly Box[]
  readonly text: Box
  readonly textSize: number
}

export interface PageLayout {
  readonly width: number
  readonly height: number
  readonly margin: number
  readonly panels: readonly PanelLayout[]
}

const margin = 36
const headerHeight = 26
const gap = 12

/**
 * The panels of a page. One: pictures above, text below. Three: rows with the text beside. Six: two columns.
 * @param moments pictures of a panel, 1 … 4
 * @param aspect width / height of a picture
 */
export function layOutPage(paper: keyof typeof paperSizes, panelsPerPage: 1 | 3 | 6, moments: number, aspect: number): PageLayout {
  const { width, height } = paperSizes[paper]
  const columns = panelsPerPage === 6 ? 2 : 1
  const rows = panelsPerPage / columns
  const cellWidth = (width - 2 * margin - (columns - 1) * gap) / columns
  const cellHeight = (height - 2 * margin - headerHeight - (rows - 1) * gap) / rows
  const panels = Array.from({ length: panelsPerPage }, (_, index) => {
    const x = margin + (index % columns) * (cellWidth + gap)
    const y = margin + headerHeight + Math.floor(index / columns) * (cellHeight + gap)
    return layOutPanel({ x, y, width: cellWidth, height: cellHeight }, panelsPerPage, moments, aspect)
  })
  return { width, height, margin, panels }
}

function layOutPanel(cell: Box, panelsPerPage: 1 | 3 | 6, moments: number, aspect: number): PanelLayout {
  const isBeside = panelsPerPage === 3 && moments === 1
  const area = isBeside
    ? { ...cell, width: cell.width * 0.5 }
    : { ...cell, height: cell.height * (panelsPerPage === 1 ? 0.6 : 0.56) }
  const pictures = layOutPictures(area, moments, aspect)
  const bottom = Math.max(...pictures.map((box) => box.y + box.height))
  const right = Math.max(...pictures.map((box) => box.x + box.width))
  const text = isBeside
    ? { x: right + gap, y: cell.y, width: cell.x + cell.width - right - gap, height: cell.height }
    : { x: cell.x, y: bottom + gap / 2, width: cell.width, height: cell.y + cell.height - bottom - gap / 2 }
  return { pictures, text, textSize: panelsPerPage === 1 ? 11 : panelsPerPage === 3 ? 9 : 7.5 }
}

/** As large as they fit side by side; four go in two rows where that makes them larger. */
function layOutPictures(area: Box, count: number, aspect: number): Box[] {
  const fit = (columns: number): { columns: number; width: number } => {
    const rows = Math.ceil(count / columns)
    const byWidth = (area.width - (columns - 1) * 6) / columns
    const byHeight = ((area.height - (rows - 1) * 6) / rows) * aspect
    return { columns, width: Math.min(byWidth, byHeight) }
  }
  const best = [count, Math.ceil(count / 2), 1].map(fit).reduce((a, b) => (b.width > a.width ? b : a))
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + (index % best.columns) * (best.width + 6),
    y: area.y + Math.floor(index / best.columns) * (best.width / aspect + 6),
    width: best.width,
    height: best.width / aspect
  }))
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
