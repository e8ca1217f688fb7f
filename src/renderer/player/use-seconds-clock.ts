/** A clock from 0 to an end, which stops there. */
import { useEffect, useState } from 'react'

export function useSecondsClock(endSeconds: number) {
  const [seconds, setSeconds] = useState(0)
  const [isPlaying, setIsPlaying] = useState(true)
  useEffect(() => {
    if (!isPlaying) return undefined
    let last = performance.now()
    let request = requestAnimationFrame(function step(now) {
      const passed = Math.max(0, (now - last) / 1000)
      last = now
      setSeconds((old) => Math.min(endSeconds, old + passed))
      request = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(request)
  }, [isPlaying, endSeconds])
  const isAtEnd = seconds >= endSeconds
  return {
    seconds,
    isPlaying: isPlaying && !isAtEnd,
    setSeconds,
    setIsPlaying: (wanted: boolean) => {
      if (wanted && isAtEnd) setSeconds(0)
      setIsPlaying(wanted)
    }
  }
}
