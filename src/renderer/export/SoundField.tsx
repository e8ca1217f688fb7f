/** A sound file under the film. */
import { useId, useState } from 'react'
import { Music, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { askForFiles } from '../actions/ask-for-files.ts'
import { keepSound, soundTypes } from '../actions/export.ts'
import type { KeptSound } from '../actions/export.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'

interface SoundFieldProps {
  readonly sound: KeptSound | null
  onChange(sound: KeptSound | null): void
}

export function SoundField({ sound, onChange }: SoundFieldProps) {
  const { t } = useTranslation()
  const studio = useStudio()
  const id = useId()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<WireError | null>(null)

  const pick = async () => {
    const [file] = await askForFiles(soundTypes, false)
    if (file === undefined) return
    setIsBusy(true)
    setProblem(null)
    try {
      onChange(await keepSound(studio, file))
    } catch (error) {
      setProblem(toWireError(error, 'take the sound in'))
    }
    setIsBusy(false)
  }
  return (
    <div className="setting" role="group" aria-labelledby={id}>
      <span id={id}>{t('export.sound')}</span>
      {sound === null ? (
        <button type="button" disabled={isBusy} onClick={() => void pick()}>
          <Music aria-hidden size={16} />
          {isBusy ? t('export.soundTake') : t('export.soundAdd')}
        </button>
      ) : (
        <span className="row spread">
          <span className="sound-name">{sound.name}</span>
          <button
            type="button"
            className="icon-only"
            aria-label={t('export.soundRemove', { name: sound.name })}
            onClick={() => onChange(null)}
          >
            <X aria-hidden size={16} />
          </button>
        </span>
      )}
      {sound !== null && <p className="quiet small">{t('export.soundHint')}</p>}
      {problem !== null && <Problem failure={problem} />}
    </div>
  )
}
