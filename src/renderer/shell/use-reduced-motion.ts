/** Whether things should keep still: by the studio's settings, or by the system's. */
import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'

const query = '(prefers-reduced-motion: reduce)'

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

export function useReducedMotion(): boolean {
  const { settings } = useStudio()
  const wanted = useStore(settings, ({ reducedMotion }) => reducedMotion)
  const ofSystem = useSyncExternalStore(subscribe, () => matchMedia(query).matches)
  return wanted === 'system' ? ofSystem : wanted === 'on'
}
