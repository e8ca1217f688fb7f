/** Another take beside the one in the editor, frame by frame in step, and how far apart their tokens are. */
import { ArrowLeftRight, Diff, SplitSquareHorizontal, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { compareTakes } from '../../shared/storyboard/compare.ts'
import type { TakeId } from '../../shared/storyboard/ids.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { PreviewPicture } from '../previews/PreviewPicture.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { shapesOf } from './board-model.ts'
import { WipePicture } from './WipePicture.tsx'
import { useBoard } from './use-board.ts'
import { square, usePlace } from './use-place.ts'
import { useTakeTokens } from './use-take-tokens.ts'

export function ComparePanel({ takeId }: { readonly takeId: TakeId }) {
  const { t } = useTranslation()
  const { takes, pack, editor } = useStudio()
  const own = useStore(takes, (state) => state.tokens)
  const ownId = useStore(takes, (state) => state.takeId)
  const take = useStore(takes, (state) => state.takes?.find(({ id }) => id === takeId))
  const open = useStore(pack, (state) => state.pack)
  const isWiping = useStore(editor, (state) => state.isWiping)
  const showsDifference = useStore(editor, (state) => state.showsDifference)
  const [outerRef, size] = usePlace(open?.clip ?? square)
  const other = useTakeTokens(takeId)
  const board = useBoard()
  const differences = own === null || other === null ? [] : compareTakes(own, other)
  const layers = Math.min((board?.order ?? 0) + 1, take?.layers.length ?? 1)
  const layerName = (index: number) => shapesOf(own, open).find((shape) => shape.index === index)?.name ?? String(index)
  return (
    <aside className="compare" aria-label={t('compare.title')}>
      <div className="row spread">
        <h2 className="caption">{t('takes.name', { number: take?.number ?? 0 })}</h2>
        <span className="row">
          <CommandButton id="take.wipe" icon={SplitSquareHorizontal} isIconOnly isPressed={isWiping} />
          <CommandButton id="take.difference" icon={Diff} isIconOnly isPressed={showsDifference} />
          <button
            type="button"
            className="icon-only"
            aria-label={t('compare.swap')}
            title={t('compare.swap')}
            onClick={() => {
              takes.select(takeId)
              takes.compareWith(ownId)
            }}
          >
            <ArrowLeftRight aria-hidden size={16} />
          </button>
          <button type="button" className="icon-only" aria-label={t('compare.end')} title={t('compare.end')} onClick={() => takes.compareWith(null)}>
            <X aria-hidden size={16} />
          </button>
        </span>
      </div>
      <div ref={outerRef} className="compare-outer">
        <div className="compare-picture" style={{ ...size }}>
          {isWiping && ownId !== null ? (
            <WipePicture
              left={{ kind: 'take', takeId: ownId, layers }}
              right={{ kind: 'take', takeId, layers }}
              label={t('compare.wipe')}
            />
          ) : (
            <PreviewPicture
              source={{ kind: 'take', takeId, layers }}
              motion="player"
              label={t('takes.name', { number: take?.number ?? 0 })}
            />
          )}
        </div>
      </div>
      <dl className="facts">
        {differences.map(({ layer, differing, tokens }) => (
          <div key={layer} className="fact-pair">
            <dt>{layerName(layer)}</dt>
            <dd>{t('compare.differing', { differing, tokens })}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
