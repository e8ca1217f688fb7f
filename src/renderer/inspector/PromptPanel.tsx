/** What the shot shows, what it must not show, and the button that makes boards of it. */
import { useId } from 'react'
import { Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { promptFieldId } from '../actions/focus.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { promptMaximumLength } from '../../shared/storyboard/prompt-length.ts'
import type { ShotSummary } from '../../shared/storyboard/shot.ts'
import { useStudio } from '../store/studio-context.tsx'
import { BoardCount } from './BoardCount.tsx'
import { Hint } from './Hint.tsx'
import { ReadAs } from './ReadAs.tsx'
import { useDraft } from './use-draft.ts'

export function PromptPanel({ shot }: { readonly shot: ShotSummary }) {
  const { t } = useTranslation()
  const { project } = useStudio()
  const prompt = useDraft(shot.prompt, (text, gesture) => project.editShot(shot.id, { prompt: text }, gesture))
  const without = useDraft(shot.negativePrompt, (text, gesture) =>
    project.editShot(shot.id, { negativePrompt: text }, gesture)
  )
  const hintId = useId()
  return (
    <section className="inspector-part">
      <label className="caption" htmlFor={promptFieldId}>
        {t('inspector.prompt')}
      </label>
      <textarea id={promptFieldId} rows={3} maxLength={promptMaximumLength} placeholder={t('inspector.promptExample')} {...prompt} />
      <ReadAs prompt={prompt.value} />
      <label className="field" title={t('inspector.withoutHint')}>
        <span>{t('inspector.without')}</span>
        <input maxLength={promptMaximumLength} placeholder={t('inspector.withoutExample')} aria-describedby={hintId} {...without} />
        <Hint id={hintId} text={t('inspector.withoutHint')} />
      </label>
      <ReadAs prompt={without.value} />
      <div className="make-boards">
        <BoardCount />
        <CommandButton id="generate.boards" icon={Sparkles} />
      </div>
    </section>
  )
}
