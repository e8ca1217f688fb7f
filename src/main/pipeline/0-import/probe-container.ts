/** Looks into a video's container, within bounds of time and memory. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { refuseFile } from './refuse-file.ts'
import type { Probed } from './probe-worker.ts'

const patienceSeconds = 8
/** Of the thread's heap; a sound one needs a few. */
const memoryMegabytes = 256

/** The thread's module: the source under Node's type stripping, `probe-worker.js` in a built studio. */
function findWorker(from = import.meta.url): string {
  const folder = dirname(fileURLToPath(from))
  const candidates = from.endsWith('.ts')
    ? [join(folder, 'probe-worker.ts')]
    : [join(folder, 'probe-worker.js'), join(folder, '..', 'probe-worker.js')]
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined) throw new Error('the module that reads videos is missing')
  return found
}

/**
 * What a container says of its video track.
 * @throws FileError where the parser fails, or needs too long or too much memory
 */
export async function probeContainer(path: string): Promise<Probed> {
  const worker = new Worker(findWorker(), {
    workerData: path,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    stdout: true,
    stderr: true
  })
  const timer = new AbortController()
  try {
    return await new Promise<Probed>((resolve, reject) => {
      const late = setTimeout(
        () => reject(refuseFile(`it was not understood within ${patienceSeconds} s`, 'Choose another file')),
        patienceSeconds * 1000
      )
      timer.signal.addEventListener('abort', () => clearTimeout(late))
      const damaged = (cause: unknown) =>
        reject(refuseFile('it is damaged or of a kind that the studio does not know', 'Choose another file', cause))
      worker.on('message', (probed: Probed) => resolve(probed))
      worker.on('error', damaged)
      worker.on('exit', damaged)
    })
  } finally {
    timer.abort()
    await worker.terminate()
  }
}
