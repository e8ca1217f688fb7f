/** The sheet of a preview source; asked for when it is first shown and again when its tokens change. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { findCoarser, previewKey } from '../store/previews-store.ts'
import type { PreviewSource } from '../store/previews-store.ts'
import { useStudio } from '../store/studio-context.tsx'

/** What can be looked at until the sheet of a source is there: a coarser one of the same take. */
export function useCoarser(source: PreviewSource | null) {
  const { previews } = useStudio()
  return useStore(previews, ({ entries }) => findCoarser(entries, source))
}

/** @param source null: nothing is to be shown (not in view, or there is none) */
export function usePreview(source: PreviewSource | null) {
  const { previews } = useStudio()
  const key = source === null ? null : previewKey(source)
  const entry = useStore(previews, ({ entries }) => (key === null ? undefined : entries.get(key)))
  const version = useStore(previews, ({ versions }) => (source?.kind === 'take' ? (versions.get(source.takeId) ?? 0) : 0))
  const isMissing = entry === undefined
  useEffect(() => {
    if (source !== null) previews.request(source)
    // The key says all there is to the source; `isMissing` asks again for what was let go.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [previews, key, version, isMissing])
  return { sheet: entry?.sheet ?? null, problem: entry?.problem ?? null, isLoading: entry?.isLoading ?? false }
}
