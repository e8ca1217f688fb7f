/** The largest place of a picture's proportions that fits into an element, in whole pixels. */
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Before the pack is known. */
export const square: Size = { width: 1, height: 1 }

/** The largest size of some proportions inside another. */
export function fitInside(outer: Size, proportions: Size): Size {
  const scale = Math.min(outer.width / proportions.width, outer.height / proportions.height)
  return { width: Math.floor(proportions.width * scale), height: Math.floor(proportions.height * scale) }
}

export function usePlace(proportions: Size): [RefObject<HTMLDivElement | null>, Size] {
  const ref = useRef<HTMLDivElement>(null)
  const [outer, setOuter] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setOuter({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, fitInside(outer, proportions)]
}
