/** One clock for all pictures that loop by themselves: they stay in step, and one timer serves any number of them. */

type Listener = (seconds: number) => void

const listeners = new Set<Listener>()
let timer: ReturnType<typeof setInterval> | undefined
/** Twice the rate of a clip, so that no frame is shown much too late. */
const tickMilliseconds = 62

function tick(): void {
  if (document.hidden) return
  const seconds = performance.now() / 1000
  for (const listener of listeners) listener(seconds)
}

/** Calls the listener with the time in seconds until the returned function is called. */
export function onAmbientTick(listener: Listener): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, tickMilliseconds)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
