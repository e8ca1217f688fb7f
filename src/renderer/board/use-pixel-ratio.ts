/** Device pixels for each pixel of the page: another screen, or the browser's zoom, may change it at any time. */
import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  let media: MediaQueryList
  // The query asks for the ratio as it is now, so each change needs another one.
  const watch = () => {
    media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    media.addEventListener('change', onChange, { once: true })
  }
  const onChange = () => {
    listener()
    watch()
  }
  watch()
  return () => media.removeEventListener('change', onChange)
}

export function usePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio)
}
