/** The ffmpeg in use, asked for once; null: not yet known, or the host does not answer, which is told elsewhere. */
import { useEffect, useState } from 'react'
import type { FfmpegStatus } from '../../shared/contract/ffmpeg.ts'
import { useStudio } from '../store/studio-context.tsx'

export function useFfmpegStatus(): FfmpegStatus | null {
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
  return status
}
