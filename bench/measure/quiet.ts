/** Whether other programs are using the machine: figures taken beside them say little. */
import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

/** Up to this share of all processors may be busy with something else. */
export const quietShare = 0.08

interface Times {
  readonly busy: number
  readonly all: number
}

/** Share of all processors' time that was busy between two readings. */
export function busyShare(before: Times, after: Times): number {
  return after.all > before.all ? (after.busy - before.busy) / (after.all - before.all) : 0
}

/** Watches for a second, in which this program does nothing. */
export async function watchOthers(milliseconds = 1000): Promise<number> {
  const before = readTimes()
  await wait(milliseconds)
  return busyShare(before, readTimes())
}

function readTimes(): Times {
  let busy = 0
  let idle = 0
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq
    idle += times.idle
  }
  return { busy, all: busy + idle }
}
