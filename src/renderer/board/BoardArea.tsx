/** The middle of the window: layer tabs, the board (or two), the cell's alternatives, the player. */
import { Dices, Lock, RefreshCw, Sparkles, Thermometer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandButton } from '../commands/CommandButton.tsx'
import { Transport } from '../player/Transport.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { AlternativesStrip } from './AlternativesStrip.tsx'
import { BoardEditor } from './BoardEditor.tsx'
import { BoardHint } from './BoardHint.tsx'
import { ComparePanel } from './ComparePanel.tsx'
import { EmptyBoard } from './EmptyBoard.tsx'
import { boardPanelId, LayerTabs } from './LayerTabs.tsx'

export function BoardArea() {
  const { t } = useTranslation()
  const { takes, editor } = useStudio()
  const takeId = useStore(takes, (state) => state.takeId)
  const compareId = useStore(takes, (state) => state.compareId)
  const hasSelection = useStore(editor, ({ selection }) => selection.size > 0)
  const showsEntropy = useStore(editor, (state) => state.showsEntropy)
  return (
    <section className="board-area" aria-label={t('board.title')}>
      <div className="board-head">
        <LayerTabs />
        <BoardHint />
      </div>
      <div className="board-body" id={boardPanelId} role="tabpanel" aria-label={t('board.title')}>
        {takeId === null ? (
          <EmptyBoard />
        ) : (
          <>
            <BoardEditor />
            {compareId === null ? <AlternativesStrip /> : <ComparePanel takeId={compareId} />}
          </>
        )}
      </div>
      <div className="board-foot">
        <Transport />
        <div className="row">
          <CommandButton id="board.entropy" icon={Thermometer} isIconOnly isPressed={showsEntropy} />
          <CommandButton id="board.lock" icon={Lock} isIconOnly />
          {hasSelection ? (
            <CommandButton id="board.reroll" icon={Dices} showsKey />
          ) : (
            <CommandButton id="board.reroll" icon={RefreshCw} showsKey label={t('board.rerollUnlocked')} />
          )}
          <CommandButton id="generate.densify" icon={Sparkles} isPrimary showsKey />
        </div>
      </div>
    </section>
  )
}
