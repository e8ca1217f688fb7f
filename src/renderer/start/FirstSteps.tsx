/** What the studio is for, where there is no project to show yet: a shot on its way from a few tokens to a clip. */
import { useTranslation } from 'react-i18next'

const steps = ['write', 'choose', 'densify'] as const
/** Cells along a side of each step's picture. */
const detail = { write: 4, choose: 4, densify: 24 } as const
const side = 96

/** A little scene: a sun over a hill. x and y as shares of the side. @returns a colour */
function colourAt(x: number, y: number): string {
  if (Math.hypot(x - 0.68, y - 0.34) < 0.17) return '#ffd27a'
  const hill = 0.62 + 0.16 * Math.cos(4.2 * (x - 0.2))
  if (y > hill) return `hsl(108 38% ${44 - 16 * (y - hill)}%)`
  return `hsl(208 70% ${58 + 26 * y}%)`
}

function Scene({ step }: { readonly step: (typeof steps)[number] }) {
  const count = detail[step]
  const cell = side / count
  const places = Array.from({ length: count * count }, (_, i) => [i % count, Math.floor(i / count)] as const)
  return (
    <svg viewBox={`0 0 ${side} ${side}`} aria-hidden shapeRendering="crispEdges">
      {places.map(([column, row]) => (
        <rect
          key={`${column} ${row}`}
          x={column * cell}
          y={row * cell}
          width={cell}
          height={cell}
          fill={colourAt((column + 0.5) / count, (row + 0.5) / count)}
        />
      ))}
      {step === 'choose' && (
        <>
          <path d="M1 1H95V23H1Z" fill="none" stroke="#fff" strokeWidth="2" strokeDasharray="4 3" />
          <path d="M49 25H71V47H49Z" fill="none" stroke="#ffb454" strokeWidth="3" />
        </>
      )}
    </svg>
  )
}

export function FirstSteps() {
  const { t } = useTranslation()
  return (
    <ol className="first-steps">
      {steps.map((step) => (
        <li key={step}>
          <Scene step={step} />
          <strong>{t(`start.steps.${step}.title`)}</strong>
          <span className="quiet small">{t(`start.steps.${step}.text`)}</span>
        </li>
      ))}
    </ol>
  )
}
