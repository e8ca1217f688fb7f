/** The proportions of the open pack's clips, for the style sheets: every picture has its place before it is there. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Studio } from '../store/studio.ts'

export function useClipProportions({ pack }: Studio): void {
  const ratio = useStore(pack, ({ pack: open }) => (open === null ? 1 : open.clip.width / open.clip.height))
  useEffect(() => {
    document.documentElement.style.setProperty('--clip-ratio', String(ratio))
  }, [ratio])
}
