/** Which ffmpeg writes the file; what it lacks for the file in question, the plan says. */
import { useTranslation } from 'react-i18next'
import { useFfmpeg } from './use-ffmpeg.ts'

export function FfmpegLine() {
  const { t } = useTranslation()
  const { status } = useFfmpeg()
  if (status === null) return null
  if (status.source === null) return <p className="problem small">{t('export.ffmpegNone')}</p>
  const source = t(`export.ffmpegSources.${status.source}`)
  return <p className="quiet small">{t('export.ffmpeg', { version: status.version ?? '', source })}</p>
}
