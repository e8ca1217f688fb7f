/** The one place that starts ffmpeg. */
import ffmpegInstaller from '@ffmpeg-installer/ffmpeg'
import { spawn } from 'node:child_process'
import { ExportError } from '../../../shared/errors.ts'

export interface FfmpegChoices {
  readonly signal?: AbortSignal | undefined
  /** Another ffmpeg than the one that came with the studio. */
  readonly ffmpegPath?: string | null | undefined
  readonly timeLimitSeconds?: number | undefined
}

/** A program inside an asar archive cannot be started; the packager puts it beside the archive. */
export function findFfmpeg(): string {
  return ffmpegInstaller.path.replace(/([/\\])app\.asar([/\\])/, '$1app.asar.unpacked$2')
}

/**
 * Runs ffmpeg to its end.
 * @param args as an array: nothing passes a shell
 * @throws ExportError with the last line it wrote; the signal's reason after an abort
 */
export async function runFfmpeg(args: readonly string[], choices: FfmpegChoices = {}): Promise<void> {
  const { signal, ffmpegPath, timeLimitSeconds = 600 } = choices
  signal?.throwIfAborted()
  const child = spawn(ffmpegPath ?? findFfmpeg(), args, { stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true })
  const kill = () => void child.kill('SIGKILL')
  const timer = setTimeout(kill, timeLimitSeconds * 1000)
  signal?.addEventListener('abort', kill)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  try {
    const ending = await new Promise<string | null>((resolve) => {
      child.on('error', (error) => resolve(error.message))
      child.on('close', (code, killedBy) =>
        resolve(code === 0 ? null : (lastLine(said) ?? `it ended with ${killedBy ?? code}`))
      )
    })
    signal?.throwIfAborted()
    if (ending !== null) {
      throw new ExportError({
        operation: 'write the video',
        reason: `ffmpeg failed: ${ending}`,
        remedy: 'Check the free space on the disk and the ffmpeg named in the settings'
      })
    }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
  }
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined
}
