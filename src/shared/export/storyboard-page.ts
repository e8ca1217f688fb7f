/** Where everything stands on the pages of a storyboard on paper; lengths in points (1/72 inch), y from the top. */

/** Upright; a page with one panel lies on its side, as film does. */
const paperSizes = { a4: { width: 595.28, height: 841.89 }, letter: { width: 612, height: 792 } } as const

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PanelLayout {
  /** Number, take and times. */
  readonly strip: Box
  /** One for each moment. */
  readonly pictures: readonly Box[]
  readonly text: Box
}

export interface PageLayout {
  readonly width: number
  readonly height: number
  readonly header: Box
  readonly footer: Box
  readonly panels: readonly PanelLayout[]
  /** Sizes of the panels' letters: as they should be, and the least before words are left out. */
  readonly textSize: { readonly wanted: number; readonly least: number }
}

type PanelCount = 1 | 3 | 6

const margin = 40
const headerHeight = 38
const footerHeight = 20
const stripHeight = 17
const pictureGap = 6

/** By panels a page: room between panels, and what the words of a panel need beside or below the pictures. */
const measures: Record<PanelCount, { gap: number; besideWidth: number; belowHeight: number; textSize: PageLayout['textSize'] }> = {
  1: { gap: 0, besideWidth: 220, belowHeight: 120, textSize: { wanted: 11, least: 8 } },
  3: { gap: 16, besideWidth: 165, belowHeight: 72, textSize: { wanted: 9, least: 6.5 } },
  6: { gap: 16, besideWidth: 108, belowHeight: 62, textSize: { wanted: 8, least: 6 } }
}

/** Words beside the pictures read better; they may cost this share of the pictures' size. */
const priceOfBeside = 0.85

/**
 * The panels of a page. One: on its side. Three: one below the other. Six: two columns.
 * @param moments pictures of a panel, 1 … 4
 * @param aspect width / height of a picture
 */
export function layOutPage(paper: keyof typeof paperSizes, panelsPerPage: PanelCount, moments: number, aspect: number): PageLayout {
  const sheet = paperSizes[paper]
  const [width, height] = panelsPerPage === 1 ? [sheet.height, sheet.width] : [sheet.width, sheet.height]
  const { gap, textSize } = measures[panelsPerPage]
  const columns = panelsPerPage === 6 ? 2 : 1
  const rows = panelsPerPage / columns
  const inner = { x: margin, width: width - 2 * margin }
  const top = margin + headerHeight
  const bottom = height - margin - footerHeight
  const cell = { width: (inner.width - (columns - 1) * gap) / columns, height: (bottom - top - (rows - 1) * gap) / rows }
  const panels = Array.from({ length: panelsPerPage }, (_, index) => {
    const x = inner.x + (index % columns) * (cell.width + gap)
    const y = top + Math.floor(index / columns) * (cell.height + gap)
    return layOutPanel({ x, y, ...cell }, panelsPerPage, moments, aspect)
  })
  return {
    width, height, panels, textSize,
    header: { ...inner, y: margin, height: headerHeight },
    footer: { ...inner, y: bottom, height: footerHeight }
  }
}

function layOutPanel(cell: Box, panelsPerPage: PanelCount, moments: number, aspect: number): PanelLayout {
  const { besideWidth, belowHeight } = measures[panelsPerPage]
  const strip = { ...cell, height: stripHeight }
  const area = { ...cell, y: cell.y + stripHeight + 5, height: cell.height - stripHeight - 5 }
  const gap = panelsPerPage === 6 ? 8 : 12
  const beside = layOutPictures({ ...area, width: area.width - besideWidth - gap }, moments, aspect)
  const below = layOutPictures({ ...area, height: area.height - belowHeight - 8 }, moments, aspect)
  const isBeside = (beside[0]?.width ?? 0) >= priceOfBeside * (below[0]?.width ?? 0)
  const pictures = isBeside ? beside : below
  const right = Math.max(...pictures.map((box) => box.x + box.width)) + gap
  const end = Math.max(...pictures.map((box) => box.y + box.height)) + 8
  const text = isBeside
    ? { ...area, x: right, width: area.x + area.width - right }
    : { ...area, y: end, height: area.y + area.height - end }
  return { strip, pictures, text }
}

/** As large as they fit side by side; four go in two rows where that makes them larger. */
function layOutPictures(area: Box, count: number, aspect: number): Box[] {
  const fit = (columns: number): { columns: number; width: number } => {
    const rows = Math.ceil(count / columns)
    const byWidth = (area.width - (columns - 1) * pictureGap) / columns
    const byHeight = ((area.height - (rows - 1) * pictureGap) / rows) * aspect
    return { columns, width: Math.min(byWidth, byHeight) }
  }
  const best = (count === 4 ? [4, 2] : [count]).map(fit).reduce((a, b) => (b.width > a.width ? b : a))
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + (index % best.columns) * (best.width + pictureGap),
    y: area.y + Math.floor(index / best.columns) * (best.width / aspect + pictureGap),
    width: best.width,
    height: best.width / aspect
  }))
}
