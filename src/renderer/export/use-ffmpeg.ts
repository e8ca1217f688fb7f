/** The ffmpeg in use and the ones to choose from; status null: not yet known, or the host does not answer, told elsewhere. */
import { useCallback, useEffect, useState } from 'react'
import type { FfmpegStatus } from '../../shared/contract/ffmpeg.ts'
import { useStudio } from '../store/studio-context.tsx'

export interface Ffmpeg {
  readonly status: FfmpegStatus | null
  /** Uses one of the candidates; null: the preferred one that works. */
  use(id: string | null): Promise<void>
  /** Shows the system's dialog, where the host has one. */
  browse(): Promise<void>
}

export function useFfmpeg(): Ffmpeg {
  const { client, notices } = useStudio()
  const [status, setStatus] = useState<FfmpegStatus | null>(null)
  const take = useCallback(
    async (action: string, call: () => Promise<FfmpegStatus>) => {
      const found = await notices.attempt(action, call)
      if (found !== null) setStatus(found)
    },
    [notices]
  )
  useEffect(() => {
    void take('look for ffmpeg', () => client.call('ffmpeg.status', {}))
  }, [client, take])
  return {
    status,
    use: (id) => take('choose ffmpeg', () => client.call('ffmpeg.use', { id })),
    browse: () => take('choose ffmpeg', () => client.call('ffmpeg.browse', {}))
  }
}
