/** What only one kind of file has. */
import { useTranslation } from 'react-i18next'
import { CheckField } from '../settings/CheckField.tsx'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import { NumberField } from '../settings/NumberField.tsx'
import type { FieldsProps } from './FilmFields.tsx'
import { PaperFields } from './PaperFields.tsx'

export function FormatFields({ options, onChange }: FieldsProps) {
  const { t } = useTranslation()
  switch (options.format) {
    case 'gif':
      return (
        <>
          <NumberField label={t('export.colours')} value={options.colours} minimum={4} maximum={256} onChange={(colours) => onChange({ colours })} />
          <ChoiceField
            label={t('export.dither')}
            value={options.dither}
            options={{ none: t('export.dithers.none'), ordered: t('export.dithers.ordered'), diffuse: t('export.dithers.diffuse') }}
            onChange={(dither) => onChange({ dither })}
          />
          <CheckField label={t('export.loops')} isChecked={options.loops} onChange={(loops) => onChange({ loops })} />
        </>
      )
    case 'contact-sheet':
      return (
        <>
          <ChoiceField
            label={t('export.container')}
            value={options.container}
            options={{ mp4: 'MP4', webm: 'WebM', gif: 'GIF' }}
            onChange={(container) => onChange({ container })}
          />
          <NumberField
            label={t('export.columns')}
            hint={t('export.columnsHint')}
            value={options.columns ?? 0}
            minimum={0}
            maximum={12}
            onChange={(columns) => onChange({ columns: columns === 0 ? null : columns })}
          />
          <CheckField label={t('export.labels')} isChecked={options.labels} onChange={(labels) => onChange({ labels })} />
        </>
      )
    case 'tokens':
      return (
        <ChoiceField
          label={t('export.form')}
          value={options.form}
          options={{ binary: t('export.forms.binary'), text: t('export.forms.text') }}
          onChange={(form) => onChange({ form })}
        />
      )
    case 'timeline':
      return (
        <ChoiceField
          label={t('export.list')}
          value={options.list}
          options={{ otio: t('export.lists.otio'), edl: t('export.lists.edl'), fcpxml: t('export.lists.fcpxml') }}
          onChange={(list) => onChange({ list })}
        />
      )
    case 'pdf':
      return <PaperFields options={options} onChange={onChange} />
    default:
      return null
  }
}
