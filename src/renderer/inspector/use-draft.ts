/** Text that is sent when nobody has typed for a moment, and when the field is left. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStudio } from '../store/studio-context.tsx'

const pauseMilliseconds = 500

/**
 * @param value what the host has; it takes the draft's place while nothing is being typed
 * @param commit sends a text; texts of one visit to the field have the same gesture, so that undo takes them back together
 */
export function useDraft(value: string, commit: (text: string, gesture: string) => Promise<void>) {
  const { drafts } = useStudio()
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef<{ text: string; commit: typeof commit } | null>(null)
  const gesture = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const pending = latest.current
    latest.current = null
    if (pending !== null) await pending.commit(pending.text, gesture.current)
    if (latest.current === null) setDraft(null)
  }, [])

  useEffect(() => {
    const remove = drafts.add({ flush, isPending: () => latest.current !== null })
    return () => {
      remove()
      void flush()
    }
  }, [drafts, flush])

  return {
    value: draft ?? value,
    onFocus: () => {
      gesture.current = crypto.randomUUID()
    },
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const text = event.target.value
      latest.current = { text, commit }
      setDraft(text)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pauseMilliseconds)
    },
    onBlur: () => void flush()
  }
}
