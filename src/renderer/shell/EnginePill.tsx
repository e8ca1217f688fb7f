/** Which model runs on which device, or that it does not. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'

export function EnginePill() {
  const { t } = useTranslation()
  const { pack: store, view } = useStudio()
  const { pack, problem, isLoading } = useStore(store)
  const isReady = pack !== null && problem === null
  const text =
    problem !== null
      ? t(isLoading ? 'engine.again' : 'engine.problem')
      : pack === null
        ? t('engine.starting')
        : t('engine.ready', { pack: pack.name, device: pack.device.provider.toUpperCase() })
  return (
    <button
      type="button"
      className="pill"
      data-state={isReady ? 'ready' : problem === null || isLoading ? 'waiting' : 'problem'}
      title={problem === null ? pack?.device.reason : problem.reason}
      onClick={() => view.openDialog(problem === null ? 'packs' : 'troubleshooting')}
    >
      <i className="dot" aria-hidden />
      {text}
    </button>
  )
}
