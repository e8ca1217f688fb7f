/** Copies the take into another shot: what dragging it there does, for the keyboard. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { copyTake } from '../actions/takes.ts'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

export function CopyTake({ take }: { readonly take: Take }) {
  const { t } = useTranslation()
  const studio = useStudio()
  const shots = useStore(studio.project, (state) => state.shots)
  return (
    <label className="field">
      <span>{t('takes.copyTo')}</span>
      <select
        value=""
        onChange={(event) => {
          const target = shots.find(({ id }) => id === event.target.value)
          void copyTake(studio, take.id, target?.id ?? null)
        }}
      >
        <option value="" disabled>
          {t('takes.copyChoose')}
        </option>
        {shots.map(({ id, prompt }, index) =>
          id === take.shotId ? null : (
            <option key={id} value={id}>
              {index + 1} · {prompt === '' ? t('shots.untitled') : prompt}
            </option>
          )
        )}
        <option value="new">{t('commands.shot.new')}</option>
      </select>
    </label>
  )
}
