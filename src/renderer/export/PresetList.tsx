/** What the file is for. */
import { useTranslation } from 'react-i18next'
import { presetGroupNames, presetGroups } from './preset-groups.ts'
import type { PresetId } from './preset-groups.ts'

interface PresetListProps {
  readonly presetId: PresetId
  onChange(presetId: PresetId): void
}

export function PresetList({ presetId, onChange }: PresetListProps) {
  const { t } = useTranslation()
  return (
    <fieldset className="preset-list">
      <legend className="visually-hidden">{t('export.what')}</legend>
      {presetGroupNames.map((group) => (
        <div key={group}>
          <h3 className="caption">{t(`export.groups.${group}`)}</h3>
          {presetGroups[group].map((id) => (
            <label key={id} className="preset">
              <input type="radio" name="preset" value={id} checked={id === presetId} onChange={() => onChange(id)} />
              <span>{t(`export.presets.${id}`)}</span>
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  )
}
