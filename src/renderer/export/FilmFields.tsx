/** How large, how fast, how good: what moving pictures have in common, as far as the format has it. */
import { useTranslation } from 'react-i18next'
import type { ExportOptions } from '../../shared/export/options.ts'
import { CheckField } from '../settings/CheckField.tsx'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import { NumberField } from '../settings/NumberField.tsx'
import type { ExportEdits } from './adjust-choices.ts'
import { rateChoices, rateName } from './rates.ts'

export interface FieldsProps {
  readonly options: ExportOptions
  onChange(edits: ExportEdits): void
}

export function FilmFields({ options, onChange }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      {'scale' in options && (
        <NumberField label={t('export.scale')} value={options.scale} minimum={1} maximum={8} onChange={(scale) => onChange({ scale })} />
      )}
      {'framesPerSecond' in options && (
        <ChoiceField
          label={t('export.rate')}
          hint={t('export.rateHint')}
          value={rateName(options.framesPerSecond)}
          options={Object.fromEntries(
            rateChoices(options).map((rate) => [rateName(rate), rate === null ? t('export.rateOwn') : String(rate)])
          )}
          onChange={(name) => onChange({ framesPerSecond: rateChoices(options).find((rate) => rateName(rate) === name) ?? null })}
        />
      )}
      {'quality' in options && (
        <ChoiceField
          label={t('export.quality')}
          value={options.quality}
          options={{
            small: t('export.qualities.small'),
            standard: t('export.qualities.standard'),
            high: t('export.qualities.high'),
            lossless: t('export.qualities.lossless')
          }}
          onChange={(quality) => onChange({ quality })}
        />
      )}
      {'resampling' in options && options.scale > 1 && (
        <ChoiceField
          label={t('export.resampling')}
          value={options.resampling}
          options={{ lanczos: t('export.resamplings.lanczos'), crisp: t('export.resamplings.crisp') }}
          onChange={(resampling) => onChange({ resampling })}
        />
      )}
      {'captions' in options && (
        <CheckField label={t('export.captions')} isChecked={options.captions} onChange={(captions) => onChange({ captions })} />
      )}
    </>
  )
}
