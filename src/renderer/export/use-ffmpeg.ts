/** The ffmpeg in use and the ones to choose from; status null: not yet known, or the host does not answer, told elsewhere. */
import { useEffect, useState } from 'react'
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
  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      const found = await notices.attempt('look for ffmpeg', () => client.call('ffmpeg.status', {}))
      if (isCurrent) setStatus(found)
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, notices])
  const choose = async (call: () => Promise<FfmpegStatus>) => {
    const chosen = await notices.attempt('choose ffmpeg', call)
    if (chosen !== null) setStatus(chosen)
  }
  return {
    status,
    use: (id) => choose(() => client.call('ffmpeg.use', { id })),
    browse: () => choose(() => client.call('ffmpeg.browse', {}))
  }
}
