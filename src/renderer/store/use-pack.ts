/** The pack in use, asked for once the host can be reached. */
import { useEffect, useState } from 'react'
import type { PackDescription } from '../../shared/contract/clips.ts'
import { useClient, useConnection } from '../client/client-context.tsx'

/** The description, or why there is none; both null while it loads. Asked again after a lost connection. */
export function usePack(): { pack: PackDescription | null; problem: string | null } {
  const client = useClient()
  const isOpen = useConnection() === 'open'
  const [pack, setPack] = useState<PackDescription | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (!isOpen) return undefined
    let isCurrent = true
    const load = async () => {
      try {
        const description = await client.call('clips.describePack', {})
        if (!isCurrent) return
        setPack(description)
        setProblem(null)
      } catch (error) {
        if (isCurrent) setProblem((error as Error).message)
      }
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, isOpen])
  return { pack, problem }
}
