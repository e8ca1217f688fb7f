/** A video on its way to becoming a take: which part of it, how it fits, what it shows. */
import { useState } from 'react'
import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { promptMaximumLength } from '../../shared/storyboard/prompt-length.ts'
import { importedTypes, importVideo, pickFiles } from '../actions/files.ts'
import { CheckField } from '../settings/CheckField.tsx'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'

export function ImportDialog() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { names, examined, problem } = useStore(studio.incoming)
  const [prompt, setPrompt] = useState('')
  const [startText, setStartText] = useState('0')
  const [fit, setFit] = useState<'crop' | 'pad' | 'stretch'>('crop')
  const [timing, setTiming] = useState<'hold' | 'loop' | 'stretch'>('hold')
  const [lockBoard, setLockBoard] = useState(true)
  const [isBusy, setIsBusy] = useState(false)
  const video = examined?.video ?? null
  const startSeconds = Number(startText.replace(',', '.'))
  const isStartValid = startSeconds >= 0 && startSeconds < (video?.durationSeconds ?? 86_400)

  const close = () => {
    studio.incoming.clear()
    studio.view.closeDialog()
  }
  const run = async () => {
    setIsBusy(true)
    await importVideo(studio, { startSeconds, fit, timing, prompt: prompt.trim(), lockBoard })
    setIsBusy(false)
  }
  return (
    <Dialog title={t('import.title')} onClose={close}>
      {names.length === 0 && (
        <>
          <p className="quiet">{t('import.text')}</p>
          <button type="button" className="primary" onClick={() => void pickFiles(studio, importedTypes)}>
            <FolderOpen aria-hidden size={16} />
            {t('import.pick')}
          </button>
        </>
      )}
      {names.length > 0 && <p>{names.length === 1 ? names[0] : t('import.files', { count: names.length })}</p>}
      {problem !== null && <Problem failure={problem} />}
      {names.length > 0 && examined === null && problem === null && <p role="status">{t('import.looking')}</p>}
      {examined !== null && video === null && examined.carried === null && <p role="alert">{t('import.nothing')}</p>}
      {video !== null && (
        <>
          <p className="quiet small">
            {t('import.video', { width: video.width, height: video.height, container: video.container.toUpperCase() })}
            {video.durationSeconds !== null && ` · ${t('shots.seconds', { seconds: video.durationSeconds.toFixed(1) })}`}
          </p>
          <label className="field">
            <span>{t('import.prompt')}</span>
            <input value={prompt} maxLength={promptMaximumLength} onChange={(event) => setPrompt(event.target.value)} />
          </label>
          <label className="setting">
            <span>{t('import.start')}</span>
            <input inputMode="decimal" value={startText} aria-invalid={!isStartValid} onChange={(event) => setStartText(event.target.value)} />
          </label>
          <ChoiceField
            label={t('import.fit')}
            value={fit}
            options={{ crop: t('import.fits.crop'), pad: t('import.fits.pad'), stretch: t('import.fits.stretch') }}
            onChange={(wanted) => setFit(wanted)}
          />
          <ChoiceField
            label={t('import.timing')}
            value={timing}
            options={{ hold: t('import.timings.hold'), loop: t('import.timings.loop'), stretch: t('import.timings.stretch') }}
            onChange={(wanted) => setTiming(wanted)}
          />
          <CheckField label={t('import.lockBoard')} hint={t('import.lockBoardHint')} isChecked={lockBoard} onChange={setLockBoard} />
          <button type="button" className="primary" disabled={!isStartValid || isBusy} onClick={() => void run()}>
            {t('import.run')}
          </button>
        </>
      )}
    </Dialog>
  )
}
