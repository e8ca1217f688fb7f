/** How the next tokens are drawn: guidance and variation for all layers, the seed, and every layer by itself. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { effectiveSampling } from '../store/parameters-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { ClipCount } from './ClipCount.tsx'
import { LayerSampling } from './LayerSampling.tsx'
import { PresetMenu } from './PresetMenu.tsx'
import { guidanceRange, variationRange } from './ranges.ts'
import { SeedField } from './SeedField.tsx'
import { Slider } from './Slider.tsx'

export function SamplingPanel() {
  const { t, i18n } = useTranslation()
  const { parameters, pack } = useStudio()
  const open = useStore(pack, (state) => state.pack)
  const all = useStore(parameters, (state) => state.all)
  const layers = useStore(parameters, (state) => state.layers)
  const top = open?.sampling[0]
  if (open === null || top === undefined) return null
  const shown = effectiveSampling({ all, layers: {} }, -1, top)
  const oneDigit = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 2 })
  return (
    <section className="inspector-part">
      <div className="row spread">
        <h2 className="caption">{t('sampling.title')}</h2>
        <PresetMenu />
      </div>
      <Slider
        label={t('sampling.guidance')}
        hint={t('sampling.guidanceHint')}
        value={shown.guidance}
        {...guidanceRange}
        show={(value) => oneDigit.format(value)}
        onChange={(guidance) => parameters.setAll({ guidance })}
      />
      <Slider
        label={t('sampling.variation')}
        hint={t('sampling.variationHint')}
        value={shown.temperature}
        {...variationRange}
        show={(value) => oneDigit.format(value)}
        onChange={(temperature) => parameters.setAll({ temperature })}
      />
      <ClipCount />
      <SeedField />
      <details className="layer-sampling">
        <summary>{t('sampling.perLayer')}</summary>
        {open.reference.layers.map((shape, order) => {
          const packDefault = open.sampling[order]
          return packDefault === undefined ? null : (
            <LayerSampling
              key={shape.index}
              shape={shape}
              value={effectiveSampling({ all, layers }, shape.index, packDefault)}
              onChange={(part) => parameters.setLayer(shape.index, part)}
            />
          )
        })}
      </details>
    </section>
  )
}
