/** The prompt box, the seed, and the buttons that start and stop. */
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

interface PromptFormProps {
  readonly isWorking: boolean
  readonly hasClip: boolean
  onMake(prompt: string, seed: number | null): void
  onCancel(): void
}

/** A whole number, null for an empty field, undefined for anything else. */
function readSeed(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const seed = Number(text)
  return Number.isSafeInteger(seed) && seed >= 0 ? seed : undefined
}

export function PromptForm({ isWorking, hasClip, onMake, onCancel }: PromptFormProps) {
  const { t } = useTranslation()
  const id = useId()
  const [prompt, setPrompt] = useState('')
  const [seedText, setSeedText] = useState('')
  const seed = readSeed(seedText)
  const canMake = !isWorking && prompt.trim() !== '' && seed !== undefined

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (canMake) onMake(prompt.trim(), seed)
  }

  return (
    <form className="prompt-form" onSubmit={submit}>
      <label htmlFor={`${id}-prompt`}>{t('prompt.label')}</label>
      <textarea
        id={`${id}-prompt`}
        rows={3}
        maxLength={10_000}
        placeholder={t('prompt.example')}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      <label htmlFor={`${id}-seed`}>{t('prompt.seed')}</label>
      <input
        id={`${id}-seed`}
        inputMode="numeric"
        value={seedText}
        aria-describedby={`${id}-seed-hint`}
        aria-invalid={seed === undefined}
        onChange={(event) => setSeedText(event.target.value)}
      />
      <p id={`${id}-seed-hint`} className={seed === undefined ? 'problem' : 'quiet'}>
        {t(seed === undefined ? 'prompt.seedInvalid' : 'prompt.seedHint')}
      </p>
      <div className="actions">
        <button type="submit" className="primary" disabled={!canMake}>
          {t(hasClip ? 'prompt.again' : 'prompt.make')}
        </button>
        <button type="button" disabled={!isWorking} onClick={onCancel}>
          {t('prompt.cancel')}
        </button>
      </div>
    </form>
  )
}
