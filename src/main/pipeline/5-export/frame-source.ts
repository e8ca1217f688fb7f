/** Frames on their way into a file: counted beforehand, made when they are read, so that a long storyboard never lies in memory. */

export interface FrameSource {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  /** Exactly as many come. */
  readonly frames: number
  /** Whole frames, rgb24 `[n, height, width, 3]`, in order. Can be read again from the start. */
  read(signal?: AbortSignal): AsyncIterable<Uint8Array>
}

/** Bytes of one frame. */
export function frameBytes({ width, height }: Pick<FrameSource, 'width' | 'height'>): number {
  return width * height * 3
}
