/** How the open pack reads a prompt, asked for when typing pauses. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Replacement } from '../../shared/prompt/reading.ts'
import { useStudio } from '../store/studio-context.tsx'

/** Of typing, before the engine is asked. */
const pauseMilliseconds = 200

type Told = Pick<Replacement, 'from' | 'to'>

interface Read {
  readonly prompt: string
  readonly replaced: readonly Told[]
}

/** Words and phrases of the prompt that captions lack, and those in their place; until it is read, those it still has. */
export function useReplaced(prompt: string): readonly Told[] {
  const { client, pack } = useStudio()
  const hash = useStore(pack, ({ pack: open }) => open?.reference.hash)
  const [read, setRead] = useState<Read>({ prompt: '', replaced: [] })
  useEffect(() => {
    if (hash === undefined) return
    let isCurrent = true
    const ask = async () => {
      // A note beside the prompt: where the engine cannot answer, whoever needs it says so.
      const answer = await client.call('packs.readPrompt', { prompt }).catch(() => ({ replaced: [] }))
      if (isCurrent) setRead({ prompt, replaced: answer.replaced })
    }
    const timer = setTimeout(() => void ask(), pauseMilliseconds)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, hash, prompt])
  return read.prompt === prompt ? read.replaced : read.replaced.filter(({ from }) => prompt.includes(from))
}
