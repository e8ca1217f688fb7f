/** The four numbers of one layer. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sampling } from '../../shared/model-pack.ts'
import type { LayerShape } from '../../shared/storyboard/take.ts'
import { Hint } from './Hint.tsx'
import { Slider } from './Slider.tsx'
import { guidanceRange, variationRange } from './ranges.ts'

interface LayerSamplingProps {
  readonly shape: LayerShape
  readonly value: Sampling
  onChange(part: Partial<Sampling>): void
}

export function LayerSampling({ shape, value, onChange }: LayerSamplingProps) {
  const { t, i18n } = useTranslation()
  const topKHintId = useId()
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  const show = (shown: number) => number.format(shown)
  return (
    <fieldset>
      <legend>{shape.name}</legend>
      <Slider
        label={t('sampling.guidance')}
        hint={t('sampling.guidanceHint')}
        value={value.guidance}
        {...guidanceRange}
        show={show}
        onChange={(guidance) => onChange({ guidance })}
      />
      <Slider
        label={t('sampling.variation')}
        hint={t('sampling.variationHint')}
        value={value.temperature}
        {...variationRange}
        show={show}
        onChange={(temperature) => onChange({ temperature })}
      />
      <Slider
        label={t('sampling.topP')}
        hint={t('sampling.topPHint')}
        value={value.topP}
        minimum={0.05}
        maximum={1}
        step={0.01}
        show={show}
        onChange={(topP) => onChange({ topP })}
      />
      <label className="field inline" title={t('sampling.topKHint')}>
        <span>{t('sampling.topK')}</span>
        <input
          type="number"
          min={0}
          max={65_536}
          value={value.topK}
          aria-describedby={topKHintId}
          onChange={(event) => {
            const topK = Math.round(event.target.valueAsNumber)
            if (topK >= 0 && topK <= 65_536) onChange({ topK })
          }}
        />
        <Hint id={topKHintId} text={t('sampling.topKHint')} />
      </label>
    </fieldset>
  )
}
