/** A file from a take or from the whole storyboard: what it is for, then the few things that matter for that. */
import { useState } from 'react'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { currentTake } from '../actions/generation.ts'
import { exportProjectFile, runExport } from '../actions/export.ts'
import { exportPresets } from '../../shared/export/presets.ts'
import type { ExportScope } from '../../shared/export/options.ts'
import type { en } from '../locales/en.ts'
import { CheckField } from '../settings/CheckField.tsx'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import { NumberField } from '../settings/NumberField.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { adjustChoices } from './adjust-choices.ts'
import { ExportPlanLine } from './ExportPlanLine.tsx'

/** Every preset has words of its own; the project file is no export of pictures and has its own way. */
type PresetId = keyof typeof en.export.presets

const presetIds = [...exportPresets.map(({ id }) => id as PresetId), 'project' as const]

export function ExportDialog() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { project: projectStore, takes, settings, view } = studio
  const project = useStore(projectStore, (state) => state.project)
  const hasTake = useStore(takes, ({ takeId }) => takeId !== null)
  const metadataByDefault = useStore(settings, ({ embedMetadata }) => embedMetadata)
  const [scopeKind, setScopeKind] = useState<'take' | 'project'>(hasTake ? 'take' : 'project')
  const [presetId, setPresetId] = useState<PresetId>('share')
  const [scale, setScale] = useState<number | null>(null)
  const [captions, setCaptions] = useState<boolean | null>(null)
  const [metadata, setMetadata] = useState<boolean | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  if (project === null) return null

  const take = currentTake(studio)
  const scope: ExportScope =
    scopeKind === 'take' && take !== null ? { kind: 'take', takeId: take.id } : { kind: 'project', projectId: project.id }
  const preset = exportPresets.find(({ id }) => id === presetId)
  const choices = preset === undefined ? null : adjustChoices(preset.choices, { scale, captions, metadata })

  const run = async () => {
    setIsBusy(true)
    const isQueued = choices === null ? await exportProjectFile(studio, project) : await runExport(studio, scope, choices)
    setIsBusy(false)
    if (isQueued) view.closeDialog()
  }
  return (
    <Dialog title={t('export.title')} onClose={() => view.closeDialog()}>
      <fieldset className="preset-cards">
        <legend className="visually-hidden">{t('export.what')}</legend>
        {presetIds.map((id) => (
          <label key={id} className="preset-card">
            <input type="radio" name="preset" value={id} checked={id === presetId} onChange={() => setPresetId(id)} />
            <span>{t(`export.presets.${id}`)}</span>
          </label>
        ))}
      </fieldset>
      {choices !== null && (
        <>
          {take !== null && (
            <ChoiceField
              label={t('export.scope')}
              value={scopeKind}
              options={{ take: t('export.scopeTake', { number: take.number }), project: t('export.scopeProject') }}
              onChange={(wanted) => setScopeKind(wanted)}
            />
          )}
          {'scale' in choices && (
            <NumberField
              label={t('export.scale')}
              value={choices.scale ?? 1}
              minimum={1}
              maximum={8}
              onChange={setScale}
            />
          )}
          {(choices.format === 'mp4' || choices.format === 'webm' || choices.format === 'gif') && (
            <CheckField label={t('export.captions')} isChecked={choices.captions ?? false} onChange={setCaptions} />
          )}
          <CheckField
            label={t('settings.embedMetadata')}
            hint={t('settings.embedMetadataHint')}
            isChecked={choices.metadata ?? metadataByDefault}
            onChange={setMetadata}
          />
          <ExportPlanLine scope={scope} choices={choices} />
        </>
      )}
      {choices === null && <p className="quiet small">{t('export.projectText')}</p>}
      <div className="row">
        <button type="button" className="primary" disabled={isBusy} onClick={() => void run()}>
          <Download aria-hidden size={16} />
          {t('export.run')}
        </button>
      </div>
    </Dialog>
  )
}
