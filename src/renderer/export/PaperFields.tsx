/** How a storyboard lies on paper. */
import { useTranslation } from 'react-i18next'
import type { OptionsOf } from '../../shared/export/options.ts'
import { CheckField } from '../settings/CheckField.tsx'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import type { ExportEdits } from './adjust-choices.ts'
import { momentChoices, nameMoments } from './moments.ts'

interface PaperFieldsProps {
  readonly options: OptionsOf<'pdf'>
  onChange(edits: ExportEdits): void
}

const panelChoices = { one: 1, three: 3, six: 6 } as const
type Panels = keyof typeof panelChoices
const panelNames: Readonly<Record<OptionsOf<'pdf'>['panelsPerPage'], Panels>> = { 1: 'one', 3: 'three', 6: 'six' }

export function PaperFields({ options, onChange }: PaperFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceField
        label={t('export.panels')}
        value={panelNames[options.panelsPerPage]}
        options={{ one: '1', three: '3', six: '6' }}
        onChange={(name) => onChange({ panelsPerPage: panelChoices[name] })}
      />
      <ChoiceField
        label={t('export.moments')}
        value={nameMoments(options.moments)}
        options={{
          middle: t('export.momentsOf.middle'),
          ends: t('export.momentsOf.ends'),
          three: t('export.momentsOf.three'),
          four: t('export.momentsOf.four')
        }}
        onChange={(name) => onChange({ moments: [...momentChoices[name]] })}
      />
      <ChoiceField
        label={t('export.paper')}
        value={options.paper}
        options={{ a4: t('export.papers.a4'), letter: t('export.papers.letter') }}
        onChange={(paper) => onChange({ paper })}
      />
      <CheckField label={t('inspector.prompt')} isChecked={options.prompt} onChange={(prompt) => onChange({ prompt })} />
      <CheckField label={t('inspector.notes')} isChecked={options.notes} onChange={(notes) => onChange({ notes })} />
      <CheckField label={t('inspector.dialogue')} isChecked={options.dialogue} onChange={(dialogue) => onChange({ dialogue })} />
    </>
  )
}
