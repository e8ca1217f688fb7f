/** The one clock of playback: moves the player on with the screen's own rate. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { PlayerStore } from '../store/player-store.ts'

/** After a pause of the page (another tab) the clip goes on from where it was. */
const longestStepSeconds = 0.25

export function usePlayerClock(player: PlayerStore): void {
  const isPlaying = useStore(player, (state) => state.isPlaying)
  useEffect(() => {
    if (!isPlaying) return undefined
    let last = performance.now()
    let request = 0
    const step = (now: number) => {
      player.advance(Math.min(longestStepSeconds, Math.max(0, (now - last) / 1000)))
      last = now
      request = requestAnimationFrame(step)
    }
    request = requestAnimationFrame(step)
    return () => cancelAnimationFrame(request)
  }, [player, isPlaying])
}
