/** Which frames of the whole each shot takes. */

export interface PlannedShot {
  /** Number of its first frame in the whole. */
  readonly firstFrame: number
  readonly frames: number
}

/**
 * Frames of each shot. Ends are rounded, not lengths, so that errors never add up.
 * @param durationsSeconds of the shots, in order
 */
export function planShots(durationsSeconds: readonly number[], framesPerSecond: number): PlannedShot[] {
  let endSeconds = 0
  let firstFrame = 0
  return durationsSeconds.map((duration) => {
    endSeconds += duration
    const end = Math.max(firstFrame + 1, Math.round(endSeconds * framesPerSecond))
    const shot = { firstFrame, frames: end - firstFrame }
    firstFrame = end
    return shot
  })
}

/** The frame of a clip that is shown as frame `index` of its shot: past its end the last one stands still. */
export function frameOfClip(index: number, clipFrames: number): number {
  return Math.min(index, clipFrames - 1)
}

/** Columns of a sheet for some pictures: about as many as rows, rather one more. */
export function countSheetColumns(pictures: number, wanted: number | null): number {
  return Math.max(1, Math.min(pictures, wanted ?? Math.ceil(Math.sqrt(pictures))))
}
