/** One of a few. */
import { useId } from 'react'

interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: Value
  /** Words by value. */
  readonly options: Readonly<Record<Value, string>>
  onChange(value: Value): void
}

export function ChoiceField<Value extends string>({ label, hint, value, options, onChange }: ChoiceFieldProps<Value>) {
  const id = useId()
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        // The options are the keys of the record.
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {(Object.entries(options) as [Value, string][]).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet small">
          {hint}
        </p>
      )}
    </div>
  )
}
