/** What the take in the editor was made with: the numbers that were used, not the ones that are set now. */
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '../commands/CommandButton.tsx'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'
import { useStore } from 'zustand'
import { CopyTake } from './CopyTake.tsx'
import { ImportQuality } from './ImportQuality.tsx'
import { Rating } from './Rating.tsx'
import { useDraft } from './use-draft.ts'

export function TakeFacts({ take }: { readonly take: Take }) {
  const { t, i18n } = useTranslation()
  const { takes, pack } = useStudio()
  const shapes = useStore(pack, (state) => state.pack?.reference.layers)
  const name = useDraft(take.name, (text) => takes.edit(take.id, { name: text }))
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  const layerName = (index: number) => shapes?.find((shape) => shape.index === index)?.name ?? String(index)
  return (
    <section className="inspector-part">
      <div className="row spread">
        <h2 className="caption">{t('takes.name', { number: take.number })}</h2>
        <CommandButton id="take.pick" icon={Check} showsKey />
      </div>
      <Rating take={take} />
      <label className="field">
        <span>{t('takes.ownName')}</span>
        <input maxLength={200} {...name} />
      </label>
      <CopyTake take={take} />
      <dl className="facts">
        <dt>{t('takes.originName')}</dt>
        <dd>{t(`takes.origin.${take.origin}`)}</dd>
        <dt>{t('sampling.seed')}</dt>
        <dd>{take.draw === 0 ? take.seed : t('takes.seedDraw', { seed: take.seed, draw: take.draw })}</dd>
        <dt>{t('takes.prompt')}</dt>
        <dd>{take.prompt}</dd>
        {take.sampling.map((sampling) => (
          <div key={sampling.layer} className="fact-pair">
            <dt>{layerName(sampling.layer)}</dt>
            <dd>
              {t('takes.sampling', {
                guidance: number.format(sampling.guidance),
                temperature: number.format(sampling.temperature),
                topK: sampling.topK === 0 ? t('sampling.allCodes') : number.format(sampling.topK),
                topP: number.format(sampling.topP)
              })}
            </dd>
          </div>
        ))}
      </dl>
      {take.origin === 'import' && <ImportQuality take={take} />}
    </section>
  )
}
