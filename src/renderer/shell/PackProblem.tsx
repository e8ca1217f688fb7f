/** That no model is open, where one is needed: why, and the way to the packs. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { Problem } from './Problem.tsx'

export function PackProblem() {
  const { t } = useTranslation()
  const { pack: store, view } = useStudio()
  const { problem, isLoading } = useStore(store)
  if (problem === null || isLoading) return null
  return (
    <div className="pack-problem">
      <Problem failure={problem} onRetry={() => void store.load()} />
      <p className="quiet small">{t('packs.without')}</p>
      <button type="button" onClick={() => view.openDialog('packs')}>
        {t('commands.view.packs')}
      </button>
    </div>
  )
}
