/** How many clips are drawn below a board, of which the best is kept. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { Hint } from './Hint.tsx'

const counts = [1, 2, 3, 4, 6, 8, 12, 16]

export function ClipCount() {
  const { t } = useTranslation()
  const { settings, pack } = useStudio()
  const hintId = useId()
  const count = useStore(settings, ({ clipsPerTake }) => clipsPerTake)
  const ofPack = useStore(pack, (state) => state.pack?.candidates ?? null)
  if (ofPack === null) return null
  return (
    <label className="field" title={t('sampling.clipsHint')}>
      <span>{t('sampling.clips')}</span>
      <select
        aria-describedby={hintId}
        value={count ?? ''}
        onChange={({ target }) => void settings.edit({ clipsPerTake: target.value === '' ? null : Number(target.value) })}
      >
        <option value="">{t('sampling.clipsOfPack', { count: ofPack })}</option>
        {counts.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <Hint id={hintId} text={t('sampling.clipsHint')} />
    </label>
  )
}
