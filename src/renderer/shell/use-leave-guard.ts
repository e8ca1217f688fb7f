/**
 * Asks before the page is left, in a browser and only where something would be lost: text that is not yet with the host,
 * or a file on its way. Jobs are the host's and go on. The desktop host asks by itself.
 */
import { useEffect } from 'react'
import { bridgeName } from '../../shared/rpc/bridge.ts'
import type { Studio } from '../store/studio.ts'

export function useLeaveGuard({ drafts, transfers }: Studio): void {
  useEffect(() => {
    if (window[bridgeName] !== undefined) return undefined
    const onLeave = (event: BeforeUnloadEvent) => {
      if (drafts.isPending() || transfers.areUnderWay()) event.preventDefault()
    }
    addEventListener('beforeunload', onLeave)
    return () => removeEventListener('beforeunload', onLeave)
  }, [drafts, transfers])
}
