/** Reads everything when the connection is there for the first time, and again whenever it comes back. */
import { useEffect } from 'react'
import { useConnection } from '../client/client-context.tsx'
import type { Studio } from '../store/studio.ts'

export function useRefresh(studio: Studio): void {
  const isOpen = useConnection() === 'open'
  useEffect(() => {
    if (isOpen) void studio.refresh()
  }, [studio, isOpen])
}
