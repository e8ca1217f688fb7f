/** The studio's settings. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { bridgeName } from '../../shared/rpc/bridge.ts'
import { languageNames } from '../locales/setup-words.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { CheckField } from './CheckField.tsx'
import { ChoiceField } from './ChoiceField.tsx'
import { FfmpegField } from './FfmpegField.tsx'
import { NumberField } from './NumberField.tsx'

/** A browser's page may not notify without being granted it; its title tells how far the work is. */
const isDesktop = window[bridgeName] !== undefined

export function SettingsPanel() {
  const { t } = useTranslation()
  const { settings: store, view } = useStudio()
  const settings = useStore(store)
  return (
    <Dialog title={t('settings.title')} onClose={() => view.closeDialog()}>
      <h3>{t('settings.look')}</h3>
      <ChoiceField
        label={t('settings.theme')}
        value={settings.theme}
        options={{ system: t('settings.themes.system'), dark: t('settings.themes.dark'), light: t('settings.themes.light') }}
        onChange={(theme) => void store.edit({ theme })}
      />
      <ChoiceField
        label={t('settings.language')}
        value={settings.language}
        options={{ system: t('settings.themes.system'), ...languageNames }}
        onChange={(language) => void store.edit({ language })}
      />
      <ChoiceField
        label={t('settings.reducedMotion')}
        value={settings.reducedMotion}
        options={{ system: t('settings.themes.system'), on: t('settings.on'), off: t('settings.off') }}
        onChange={(reducedMotion) => void store.edit({ reducedMotion })}
      />

      <h3>{t('settings.work')}</h3>
      <NumberField
        label={t('settings.boardsPerPrompt')}
        value={settings.boardsPerPrompt}
        minimum={1}
        maximum={16}
        onChange={(boardsPerPrompt) => void store.edit({ boardsPerPrompt })}
      />
      <CheckField
        label={t('settings.embedMetadata')}
        hint={t('settings.embedMetadataHint')}
        isChecked={settings.embedMetadata}
        onChange={(embedMetadata) => void store.edit({ embedMetadata })}
      />
      <CheckField
        label={t('settings.preventSleep')}
        isChecked={settings.preventSleepWhileRendering}
        onChange={(preventSleepWhileRendering) => void store.edit({ preventSleepWhileRendering })}
      />
      {isDesktop && (
        <CheckField
          label={t('settings.notifyWhenDone')}
          isChecked={settings.notifyWhenDone}
          onChange={(notifyWhenDone) => void store.edit({ notifyWhenDone })}
        />
      )}

      <h3>{t('settings.engine')}</h3>
      <ChoiceField
        label={t('settings.provider')}
        hint={t('settings.afterRestart')}
        value={settings.executionProvider}
        options={{ auto: t('settings.providerAuto'), cpu: 'CPU', cuda: 'CUDA', coreml: 'CoreML', dml: 'DirectML' }}
        onChange={(executionProvider) => void store.edit({ executionProvider })}
      />
      <NumberField
        label={t('settings.threads')}
        hint={t('settings.threadsHint')}
        value={settings.engineThreads}
        minimum={0}
        maximum={256}
        onChange={(engineThreads) => void store.edit({ engineThreads })}
      />
      <FfmpegField />

      <h3>{t('settings.library')}</h3>
      <NumberField
        label={t('settings.backupsKept')}
        value={settings.backupsKept}
        minimum={1}
        maximum={60}
        onChange={(backupsKept) => void store.edit({ backupsKept })}
      />
      <NumberField
        label={t('settings.binDays')}
        hint={t('settings.binDaysHint')}
        value={settings.binDays}
        minimum={0}
        maximum={3650}
        onChange={(binDays) => void store.edit({ binDays })}
      />
      <div className="row">
        <button type="button" onClick={() => view.openDialog('shortcuts')}>
          {t('commands.view.shortcuts')}
        </button>
        <button type="button" onClick={() => view.openDialog('packs')}>
          {t('commands.view.packs')}
        </button>
        <button type="button" onClick={() => view.openDialog('troubleshooting')}>
          {t('commands.view.troubleshooting')}
        </button>
      </div>
    </Dialog>
  )
}
