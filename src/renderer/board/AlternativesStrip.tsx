/** What else the chosen cell could be: a picture, a probability and a key for each. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { chooseAlternative } from '../actions/board.ts'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { AlternativePicture } from './AlternativePicture.tsx'
import { cellName } from './cells.ts'
import { useBoard } from './use-board.ts'

export function AlternativesStrip() {
  const { t, i18n } = useTranslation()
  const studio = useStudio()
  const { alternatives, editor, takes, player } = studio
  const board = useBoard()
  const selection = useStore(editor, (state) => state.selection)
  const takeId = useStore(takes, (state) => state.takeId)
  const isReady = useStore(takes, ({ tokens, takeId: shown }) => tokens?.takeId === shown)
  const { answer, strip, problem, isLoading, question } = useStore(alternatives)
  const [only] = selection.size === 1 ? selection : []
  const layer = board === null || board.codes === null ? undefined : board.shape.index

  useEffect(() => {
    if (!isReady) return
    const isAsked = takeId !== null && layer !== undefined && only !== undefined
    const frame = player.getState().frame
    alternatives.ask(isAsked ? { takeId, layer, position: only, frame } : null)
  }, [alternatives, player, takeId, layer, only, isReady])

  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  if (board === null || question === null) {
    return (
      <aside className="alternatives" aria-label={t('alternatives.title')}>
        <p className="quiet small">{t('alternatives.hint')}</p>
      </aside>
    )
  }
  const now = answer === null ? undefined : board.codes?.[answer.position]
  return (
    <aside className="alternatives" aria-label={t('alternatives.title')} aria-busy={isLoading}>
      <h2 className="caption">{t('alternatives.cell', { name: cellName(board.grid, question.position) })}</h2>
      {problem !== null && <Problem failure={problem} />}
      {answer !== null && strip !== null && (
        <ol>
          {answer.alternatives.map(({ code, probability }, index) => (
            <li key={code}>
              <button
                type="button"
                className="alternative"
                aria-pressed={code === now}
                onClick={() => void chooseAlternative(studio, index)}
              >
                <AlternativePicture strip={strip} index={index} size={answer.thumbnails} />
                <span className="alternative-line">
                  <span>
                    <span className="visually-hidden">{t('alternatives.one')} </span>
                    {code === now ? t('alternatives.now') : <kbd>{index + 1}</kbd>}
                  </span>
                  <span>{percent.format(probability)}</span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </aside>
  )
}
