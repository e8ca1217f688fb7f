/** The open layer of the take in the editor, and what lies over it. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'
import { compareTakes } from '../../shared/storyboard/compare.ts'
import { modelBoard } from './board-model.ts'
import type { BoardModel } from './board-model.ts'
import { sliceOfFrame } from './cells.ts'
import { useTakeTokens } from './use-take-tokens.ts'

/** Null while there is no pack and no take. */
export function useBoard(): BoardModel | null {
  const { takes, pack, editor } = useStudio()
  const tokens = useStore(takes, (state) => state.tokens)
  const open = useStore(pack, (state) => state.pack)
  const layer = useStore(editor, (state) => state.layer)
  return useMemo(() => modelBoard(tokens, open, layer), [tokens, open, layer])
}

/** The slice of time that the player's frame lies in. */
export function useSlice(board: BoardModel | null): number {
  const { player } = useStudio()
  return useStore(player, ({ frame, frames }) => (board === null ? 0 : sliceOfFrame(board.grid, frame, frames)))
}

/** Bits of the open layer's cells while the overlay is on. */
export function useEntropy(board: BoardModel | null): readonly number[] | null {
  const { entropy, editor, takes } = useStudio()
  const isShown = useStore(editor, ({ showsEntropy }) => showsEntropy)
  const takeId = useStore(takes, (state) => state.takeId)
  const bits = useStore(entropy, (state) => state.bits)
  const isLoaded = useStore(takes, ({ tokens, takeId: shown }) => tokens?.takeId === shown)
  const hasLayer = isLoaded && board !== null && board.codes !== null
  const layers = (board?.order ?? 0) + 1
  useEffect(() => {
    entropy.ask(isShown && takeId !== null && hasLayer ? { takeId, layers } : null)
  }, [entropy, isShown, takeId, layers, hasLayer])
  return isShown && board !== null ? (bits?.[board.shape.index] ?? null) : null
}

/** Cells of the open layer that differ from the take beside it. */
export function useDifference(board: BoardModel | null): ReadonlySet<number> | null {
  const { takes, editor } = useStudio()
  const own = useStore(takes, (state) => state.tokens)
  const compareId = useStore(takes, (state) => state.compareId)
  const isShown = useStore(editor, ({ showsDifference }) => showsDifference)
  const other = useTakeTokens(compareId)
  const layer = board?.shape.index
  return useMemo(() => {
    if (!isShown || own === null || other === null) return null
    const difference = compareTakes(own, other).find((candidate) => candidate.layer === layer)
    const positions = difference?.positions ?? null
    return positions === null ? null : new Set(positions)
  }, [isShown, own, other, layer])
}
