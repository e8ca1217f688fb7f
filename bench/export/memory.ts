/** The memory of this process and of all that it has started, watched while something runs. */
import { listChildren } from '../../test/child-processes.ts'

function holdNow(): { own: number; children: number } {
  return { own: process.memoryUsage.rss(), children: listChildren().reduce((sum, { residentBytes }) => sum + residentBytes, 0) }
}

export interface Held {
  readonly idleMegabytes: number
  /** The most that was held at once above idle: this process, and it with its children. */
  readonly ownAboveIdleMegabytes: number
  readonly allAboveIdleMegabytes: number
}

const everyMilliseconds = 20

/** @param run what is watched */
export async function watchMemory(run: () => Promise<void>): Promise<Held> {
  const idle = holdNow()
  const most = { own: 0, all: 0 }
  const timer = setInterval(() => {
    const { own, children } = holdNow()
    most.own = Math.max(most.own, own)
    most.all = Math.max(most.all, own + children)
  }, everyMilliseconds)
  try {
    await run()
  } finally {
    clearInterval(timer)
  }
  const inMegabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)
  return {
    idleMegabytes: inMegabytes(idle.own + idle.children),
    ownAboveIdleMegabytes: inMegabytes(most.own - idle.own),
    allAboveIdleMegabytes: inMegabytes(most.all - idle.own - idle.children)
  }
}
