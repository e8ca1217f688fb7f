/** A take's frames as one texture. */
import type { Preview } from '../../shared/contract/previews.ts'

export interface FrameSheet {
  readonly preview: Preview
  readonly picture: ImageBitmap
}

/** Loads the picture of a preview and decodes it off the page's thread. */
export async function loadFrameSheet(preview: Preview, url: string): Promise<FrameSheet> {
  return { preview, picture: await loadPicture(url) }
}

/** An image element and not fetch: the media of the desktop host are another origin, which may be shown but not read. */
export async function loadPicture(url: string): Promise<ImageBitmap> {
  const image = new Image()
  image.src = url
  await image.decode()
  return createImageBitmap(image)
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a frame lies in its sheet; frames beyond the last show the last. */
export function frameBox({ columns, frames, height, width }: Preview, frame: number): Box {
  const index = Math.max(0, Math.min(frames - 1, frame))
  return { x: (index % columns) * width, y: Math.floor(index / columns) * height, width, height }
}

/** Draws a frame of a sheet into a box of a canvas. */
export function drawFrame(context: CanvasRenderingContext2D, sheet: FrameSheet, frame: number, to: Box): void {
  const from = frameBox(sheet.preview, frame)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(sheet.picture, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height)
}
