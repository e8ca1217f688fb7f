/** What the file will be, before anything is done: size, length, and what is missing. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportPlan } from '../../shared/contract/export.ts'
import type { ExportOptions, ExportScope } from '../../shared/export/options.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import { Problem } from '../shell/Problem.tsx'
import { showBytes } from '../shell/show-bytes.ts'
import { useStudio } from '../store/studio-context.tsx'

export function ExportPlanLine({ scope, options }: { readonly scope: ExportScope; readonly options: ExportOptions }) {
  const { t, i18n } = useTranslation()
  const { client } = useStudio()
  const [plan, setPlan] = useState<ExportPlan | null>(null)
  const [problem, setProblem] = useState<WireError | null>(null)
  const asked = JSON.stringify({ scope, options })
  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      try {
        const found = await client.call('export.plan', JSON.parse(asked))
        if (!isCurrent) return
        setPlan(found)
        setProblem(null)
      } catch (error) {
        if (isCurrent) setProblem(toWireError(error, 'plan the export'))
      }
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, asked])
  if (problem !== null) return <Problem failure={problem} />
  if (plan === null) return null
  const { video, estimatedBytes, emptyShots, missing } = plan
  return (
    <div role="status" className="quiet small">
      <p>
        {video !== null &&
          `${t('export.size', { width: video.width, height: video.height, seconds: video.durationSeconds.toFixed(1), rate: video.framesPerSecond })} · `}
        {t('export.bytes', { bytes: showBytes(estimatedBytes, i18n.language) })}
      </p>
      {emptyShots > 0 && <p>{t('export.emptyShots', { count: emptyShots })}</p>}
      {missing.length > 0 && <p className="problem">{t('export.missing', { names: missing.join(', ') })}</p>}
    </div>
  )
}
