/** A whole number in a range; what is out of it is not sent. */
import { useId, useState } from 'react'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly minimum: number
  readonly maximum: number
  onChange(value: number): void
}

export function NumberField({ label, hint, value, minimum, maximum, onChange }: NumberFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? String(value)
  const isValid = /^\d+$/.test(shown) && Number(shown) >= minimum && Number(shown) <= maximum
  const commit = () => {
    if (draft !== null && isValid) onChange(Number(draft))
    setDraft(null)
  }
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={minimum}
        max={maximum}
        value={shown}
        aria-invalid={!isValid}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet small">
          {hint}
        </p>
      )}
    </div>
  )
}
