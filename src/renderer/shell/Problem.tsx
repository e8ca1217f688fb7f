/** A failure where it happened: what was being done, why it failed, what to do. */
import { useTranslation } from 'react-i18next'
import { TriangleAlert } from 'lucide-react'
import type { WireError } from '../../shared/errors.ts'
import { useFailureWords } from './use-failure-words.ts'

interface ProblemProps {
  readonly failure: WireError
  onRetry?: (() => void) | undefined
}

export function Problem({ failure, onRetry }: ProblemProps) {
  const { t } = useTranslation()
  const { title, text } = useFailureWords(failure)
  return (
    <div role="alert" className="problem-box">
      <TriangleAlert aria-hidden size={16} />
      <div>
        <p className="problem-title">{title}</p>
        <p>{text}</p>
        {onRetry !== undefined && (
          <button type="button" onClick={onRetry}>
            {t('problem.retry')}
          </button>
        )}
      </div>
    </div>
  )
}
