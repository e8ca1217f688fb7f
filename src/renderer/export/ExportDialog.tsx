/** A file from a take or from the whole storyboard: what it is for on the left, what can be chosen about it on the right. */
import { useState } from 'react'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { currentTake } from '../actions/generation.ts'
import { exportProjectFile, runExport } from '../actions/export.ts'
import type { KeptSound } from '../actions/export.ts'
import { exportPresets } from '../../shared/export/presets.ts'
import { CheckField } from '../settings/CheckField.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { adjustChoices, keepEdits } from './adjust-choices.ts'
import type { ExportEdits } from './adjust-choices.ts'
import { ExportPlanLine } from './ExportPlanLine.tsx'
import { FfmpegLine } from './FfmpegLine.tsx'
import { FilmFields } from './FilmFields.tsx'
import { FormatFields } from './FormatFields.tsx'
import { PresetList } from './PresetList.tsx'
import type { PresetId } from './preset-groups.ts'
import { ScopeField } from './ScopeField.tsx'
import { scopeOf } from './scopes.ts'
import type { ScopeKind } from './scopes.ts'
import { SoundField } from './SoundField.tsx'

export function ExportDialog() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { project: projectStore, takes, settings, view } = studio
  const project = useStore(projectStore, (state) => state.project)
  const hasTake = useStore(takes, ({ takeId }) => takeId !== null)
  const metadataByDefault = useStore(settings, ({ embedMetadata }) => embedMetadata)
  const [presetId, setPresetId] = useState<PresetId>('share')
  const [wantedScope, setWantedScope] = useState<ScopeKind>(hasTake ? 'take' : 'project')
  const [edits, setEdits] = useState<ExportEdits>({})
  const [sound, setSound] = useState<KeptSound | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  if (project === null) return null

  const preset = exportPresets.find(({ id }) => id === presetId)
  const options = preset === undefined ? null : adjustChoices(preset.choices, edits)
  const take = currentTake(studio)
  const scope = scopeOf(wantedScope, project.id, take, options)
  const edit = (more: ExportEdits) => setEdits((old) => ({ ...old, ...more }))

  const run = async () => {
    setIsBusy(true)
    const isQueued = options === null ? await exportProjectFile(studio, project) : await runExport(studio, scope, options)
    setIsBusy(false)
    if (isQueued) view.closeDialog()
  }
  return (
    <Dialog title={t('export.title')} size="large" onClose={() => view.closeDialog()}>
      <div className="export-columns">
        <PresetList
          presetId={presetId}
          onChange={(id) => {
            setPresetId(id)
            setEdits(keepEdits)
          }}
        />
        <div className="export-choices">
          {options === null ? (
            <p className="quiet">{t('export.projectText')}</p>
          ) : (
            <>
              {take !== null && <ScopeField kind={scope.kind} take={take} options={options} onChange={setWantedScope} />}
              <FilmFields options={options} onChange={edit} />
              <FormatFields options={options} onChange={edit} />
              {'audioAssetId' in options && (
                <SoundField
                  sound={sound}
                  onChange={(kept) => {
                    setSound(kept)
                    edit({ audioAssetId: kept?.assetId ?? null })
                  }}
                />
              )}
              <CheckField
                label={t('settings.embedMetadata')}
                hint={t('settings.embedMetadataHint')}
                isChecked={options.metadata ?? metadataByDefault}
                onChange={(metadata) => edit({ metadata })}
              />
            </>
          )}
          <div className="export-foot">
            {options !== null && <ExportPlanLine scope={scope} options={options} />}
            {options !== null && options.format !== 'pdf' && options.format !== 'tokens' && <FfmpegLine />}
            <button type="button" className="primary" disabled={isBusy} onClick={() => void run()}>
              <Download aria-hidden size={16} />
              {t('export.run')}
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  )
}
