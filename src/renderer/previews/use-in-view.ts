/** Whether an element is on the screen, or nearly: what is not is neither decoded nor drawn. */
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

export function useInView<Shown extends Element>(): [RefObject<Shown | null>, boolean] {
  const ref = useRef<Shown>(null)
  const [isInView, setIsInView] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const observer = new IntersectionObserver(([entry]) => setIsInView(entry?.isIntersecting ?? false), {
      rootMargin: '100px'
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, isInView]
}
