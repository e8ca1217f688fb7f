/** The one place that starts ffmpeg. */
import ffmpegInstaller from '@ffmpeg-installer/ffmpeg'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { finished } from 'node:stream/promises'
import type { Readable, Writable } from 'node:stream'
import { ExportError } from '../../../shared/errors.ts'

export interface FfmpegChoices {
  readonly signal?: AbortSignal | undefined
  /** Another ffmpeg than the one that came with the studio. */
  readonly ffmpegPath?: string | null | undefined
  readonly timeLimitSeconds?: number | undefined
  /** For messages: "write the video". */
  readonly operation?: string | undefined
  /** Names in filters are relative to it: nothing has to be escaped there. */
  readonly workingFolder?: string | undefined
  /** Written to its input, as fast as it reads. */
  readonly input?: AsyncIterable<Uint8Array> | undefined
  /** Takes what it writes to its output, as fast as this is done with it; without it, the output's first 4 MB are kept. */
  readonly onOutput?: ((piece: Uint8Array) => Promise<void> | void) | undefined
}

export interface FfmpegResult {
  /** What it wrote to its output, where nobody else took it. */
  readonly output: string
}

const keptOutputBytes = 4 * 2 ** 20
/** Node's timers do not count further than 24 days. */
const longestSeconds = 14 * 24 * 3600

/** A program inside an asar archive cannot be started; the packager puts it beside the archive. */
export function outsideArchive(path: string): string {
  return path.replace(/([/\\])app\.asar([/\\])/, '$1app.asar.unpacked$2')
}

/** The ffmpeg that came with the studio. */
export function findFfmpeg(): string {
  return outsideArchive(ffmpegInstaller.path)
}

/**
 * Runs ffmpeg to its end. When this settles, no process is left.
 * @param args as an array: nothing passes a shell
 * @throws ExportError with the last line it wrote; the signal's reason after an abort
 */
export async function runFfmpeg(args: readonly string[], choices: FfmpegChoices = {}): Promise<FfmpegResult> {
  const { signal, ffmpegPath, timeLimitSeconds = 600, operation = 'write the video', workingFolder, input } = choices
  signal?.throwIfAborted()
  const child = spawn(ffmpegPath ?? findFfmpeg(), args, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
    ...(workingFolder === undefined ? {} : { cwd: workingFolder })
  })
  let isLate = false
  const kill = () => void child.kill('SIGKILL')
  const timer = setTimeout(() => {
    isLate = true
    kill()
  }, Math.min(timeLimitSeconds, longestSeconds) * 1000)
  signal?.addEventListener('abort', kill)
  const said = keepLast(child)
  const ended = waitForEnd(child)
  try {
    const [ending, output, inputFailure] = await Promise.all([
      ended,
      readOutput(child.stdout, choices.onOutput).catch((error: unknown) => fail(kill, error)),
      writeInput(child.stdin, input).catch((error: unknown) => fail(kill, error))
    ])
    signal?.throwIfAborted()
    if (isLate) {
      throw new ExportError({
        operation,
        reason: `ffmpeg was not done after ${timeLimitSeconds} s`,
        remedy: 'Choose a shorter or smaller video'
      })
    }
    for (const failure of [inputFailure, output]) if (failure instanceof Failure) throw failure.error
    if (ending !== null) {
      throw new ExportError({
        operation,
        reason: `ffmpeg failed: ${lastLine(said()) ?? ending}`,
        remedy: 'Check the free space on the disk and the ffmpeg named in the settings'
      })
    }
    return { output: output instanceof Failure ? '' : output }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
  }
}

/** What went wrong on our side of a pipe; ffmpeg is ended then, and its own complaint about it does not matter. */
class Failure {
  readonly error: unknown

  constructor(error: unknown) {
    this.error = error
  }
}

function fail(kill: () => void, error: unknown): Failure {
  kill()
  return new Failure(error)
}

function waitForEnd(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, killedBy) => resolve(code === 0 ? null : `it ended with ${killedBy ?? code}`))
  })
}

function keepLast(child: ChildProcess): () => string {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  return () => said
}

async function readOutput(stream: Readable | null, onOutput: FfmpegChoices['onOutput']): Promise<string> {
  const kept: Buffer[] = []
  let bytes = 0
  for await (const piece of (stream ?? []) as AsyncIterable<Buffer>) {
    if (onOutput !== undefined) await onOutput(piece)
    else if (bytes < keptOutputBytes) {
      kept.push(piece)
      bytes += piece.length
    }
  }
  return Buffer.concat(kept).toString('utf8')
}

/** Writes the pieces. That the reader goes away is no failure here: how it ended tells more. */
async function writeInput(stream: Writable | null, input: AsyncIterable<Uint8Array> | undefined): Promise<void> {
  if (stream === null || input === undefined) return
  let isGone = false
  const gone = finished(stream).catch(() => {
    isGone = true
  })
  for await (const piece of input) {
    if (isGone) return
    if (!stream.write(piece)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), gone])
  }
  stream.end()
  await gone
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined
}
