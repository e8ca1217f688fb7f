/** What goes with the picture: dialogue, notes, how long the shot lasts. */
import { useTranslation } from 'react-i18next'
import type { ShotSummary } from '../../shared/storyboard/shot.ts'
import { useStudio } from '../store/studio-context.tsx'
import { useDraft } from './use-draft.ts'

export function ShotDetails({ shot }: { readonly shot: ShotSummary }) {
  const { t } = useTranslation()
  const { project } = useStudio()
  const dialogue = useDraft(shot.dialogue, (text, gesture) => project.editShot(shot.id, { dialogue: text }, gesture))
  const notes = useDraft(shot.notes, (text, gesture) => project.editShot(shot.id, { notes: text }, gesture))
  const duration = useDraft(String(shot.durationSeconds), async (text, gesture) => {
    const durationSeconds = Number(text.replace(',', '.'))
    if (durationSeconds > 0 && durationSeconds <= 3600) await project.editShot(shot.id, { durationSeconds }, gesture)
  })
  return (
    <section className="inspector-part">
      <h2 className="caption">{t('inspector.shot')}</h2>
      <label className="field">
        <span>{t('inspector.dialogue')}</span>
        <input maxLength={20_000} {...dialogue} />
      </label>
      <label className="field">
        <span>{t('inspector.notes')}</span>
        <textarea rows={2} maxLength={20_000} {...notes} />
      </label>
      <label className="field inline">
        <span>{t('inspector.duration')}</span>
        <input inputMode="decimal" {...duration} />
      </label>
    </section>
  )
}
