/** The first seed of the next boards: locked, or drawn anew each time. */
import { useId } from 'react'
import { Dices, Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { drawSeed } from '../store/parameters-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { Hint } from './Hint.tsx'

export function SeedField() {
  const { t } = useTranslation()
  const { parameters, settings } = useStudio()
  const seed = useStore(parameters, (state) => state.seed)
  const isLocked = useStore(settings, ({ lockSeed }) => lockSeed)
  const hintId = useId()
  const Icon = isLocked ? Lock : LockOpen
  return (
    <div className="row spread seed">
      <label className="field inline" title={t('sampling.seedHint')}>
        <span>{t('sampling.seed')}</span>
        <input
          inputMode="numeric"
          disabled={!isLocked}
          aria-describedby={hintId}
          value={isLocked ? String(seed) : t('sampling.seedNew')}
          onChange={(event) => {
            const next = Number(event.target.value)
            if (Number.isSafeInteger(next) && next >= 0) parameters.setSeed(next)
          }}
        />
        <Hint id={hintId} text={t('sampling.seedHint')} />
      </label>
      <span className="row">
        {isLocked && (
          <button
            type="button"
            className="icon-only"
            aria-label={t('sampling.seedDraw')}
            title={t('sampling.seedDraw')}
            onClick={() => parameters.setSeed(drawSeed())}
          >
            <Dices aria-hidden size={16} />
          </button>
        )}
        <button
          type="button"
          className="icon-only"
          aria-pressed={isLocked}
          aria-label={t('sampling.seedLock')}
          title={t('sampling.seedLock')}
          onClick={() => void settings.edit({ lockSeed: !isLocked })}
        >
          <Icon aria-hidden size={16} />
        </button>
      </span>
    </div>
  )
}
