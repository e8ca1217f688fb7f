/** Tokens of a take that is not the one in the editor. */
import { useEffect, useState } from 'react'
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { TakeTokens } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

/** Null while they load, or where there is no take. */
export function useTakeTokens(takeId: TakeId | null): TakeTokens | null {
  const { client, notices } = useStudio()
  const [tokens, setTokens] = useState<TakeTokens | null>(null)
  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      if (takeId === null) return
      const found = await notices.attempt('read the take', () => client.call('takes.tokens', { takeId }))
      if (isCurrent) setTokens(found)
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, notices, takeId])
  return tokens?.takeId === takeId ? tokens : null
}
