/** ffmpeg's arguments for an MP4; pure, so that they can be tested without running it. */

/** Raw frames in a file: rgb24 `[frames, height, width, 3]`. */
export interface RawClip {
  readonly file: string
  readonly frames: number
  readonly framesPerSecond: number
  readonly height: number
  readonly width: number
}

export interface Mp4Choices {
  /** Pixels of the video for each pixel of the clip. */
  readonly scale: number
}

/**
 * H.264, yuv420p, index at the front: what every browser and player shows.
 * @param target file to write; its name decides nothing, the format is given
 */
export function mp4Arguments(clip: RawClip, target: string, { scale }: Mp4Choices): string[] {
  // yuv420p halves both axes, so they must be even.
  const even = (size: number) => Math.max(2, 2 * Math.round((size * scale) / 2))
  return [
    ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-protocol_whitelist', 'file,pipe'],
    ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${clip.width}x${clip.height}`],
    ['-framerate', String(clip.framesPerSecond), '-i', `file:${clip.file}`],
    ['-vf', `scale=${even(clip.width)}:${even(clip.height)}:flags=lanczos`],
    ['-c:v', 'libx264', '-preset', 'medium', '-crf', '16', '-pix_fmt', 'yuv420p'],
    ['-movflags', '+faststart', '-f', 'mp4', `file:${target}`]
  ].flat()
}
