/** A number that is set by sliding, with its value beside its name. */
import { useId } from 'react'
import { Hint } from './Hint.tsx'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  /** How the value is written; the number by default. */
  readonly show?: (value: number) => string
  /** What it does: a tooltip, a line while it has the keyboard, and the description for screen readers. */
  readonly hint?: string
  onChange(value: number): void
}

export function Slider({ label, value, minimum, maximum, step, show = String, hint, onChange }: SliderProps) {
  const id = useId()
  const share = (value - minimum) / (maximum - minimum)
  return (
    <label className="slider" title={hint}>
      <span className="row spread">
        <span>{label}</span>
        <output>{show(value)}</output>
      </span>
      <input
        type="range"
        min={minimum}
        max={maximum}
        step={step}
        value={value}
        aria-valuetext={show(value)}
        aria-describedby={hint === undefined ? undefined : id}
        style={{ '--share': `${Math.max(0, Math.min(1, share)) * 100}%` }}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      {hint !== undefined && <Hint id={id} text={hint} />}
    </label>
  )
}
