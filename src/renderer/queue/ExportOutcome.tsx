/** What an export has become: its name and size, and the characters that it could not show. */
import { useTranslation } from 'react-i18next'
import { exportResultSchema } from '../../shared/contract/export.ts'
import type { Job } from '../../shared/storyboard/job.ts'
import { showBytes } from '../shell/show-bytes.ts'

export function ExportOutcome({ job }: { readonly job: Job }) {
  const { t, i18n } = useTranslation()
  const parsed = exportResultSchema.safeParse(job.result?.data)
  if (job.request.kind !== 'export' || job.state !== 'done' || !parsed.success) return null
  const { name, bytes, missingCharacters } = parsed.data
  return (
    <p className="quiet small">
      {t('export.written', { name, bytes: showBytes(bytes, i18n.language) })}
      {missingCharacters !== '' && ` ${t('export.missingCharacters', { characters: missingCharacters })}`}
    </p>
  )
}
