/** Keeps the screen and the machine awake while work runs, where the settings want it and the browser can. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Studio } from '../store/studio.ts'

export function useAwake({ settings, queue }: Studio): void {
  const isWanted = useStore(settings, ({ preventSleepWhileRendering }) => preventSleepWhileRendering)
  const isWorking = useStore(queue, ({ state }) => state.running > 0)
  useEffect(() => {
    if (!isWanted || !isWorking || !('wakeLock' in navigator)) return undefined
    // Refused while the page is in the background or the battery is low: then the machine may sleep, as it would without.
    const lock = navigator.wakeLock.request('screen').catch(() => null)
    return () => void lock.then((held) => held?.release())
  }, [isWanted, isWorking])
}
