/** Edits of cells. Each is one entry of the history, made by the host; a change of codes is a child take. */
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { TakeTokens } from '../../shared/storyboard/take.ts'
import type { BoardModel } from '../board/board-model.ts'
import { modelBoard, shapesOf } from '../board/board-model.ts'
import { slicePositions, sliceOfFrame } from '../board/cells.ts'
import { copyCells, pasteCells, swapCells } from '../board/rearrange.ts'
import type { CodeChanges } from '../board/rearrange.ts'
import type { EditorState } from '../store/editor-store.ts'
import type { Studio } from '../store/studio.ts'
import { reroll } from './generation.ts'

/** The open layer of the take in the editor. */
export function currentBoard(studio: Studio): BoardModel | null {
  return modelBoard(studio.takes.getState().tokens, studio.pack.getState().pack, studio.editor.getState().layer)
}

/** What an edit is about: the take, its open layer and the chosen cells, as they were when it was asked for. */
export interface EditTarget extends Pick<EditorState, 'selection' | 'focus'> {
  readonly takeId: TakeId
  readonly packHash: string
  readonly board: BoardModel & { readonly codes: readonly number[] }
}

/** What is edited with these tokens and this choice of cells; null: the take lacks the open layer. */
function aimAt(studio: Studio, tokens: TakeTokens | null, { selection, focus, layer }: EditorState): EditTarget | null {
  const board = modelBoard(tokens, studio.pack.getState().pack, layer)
  if (tokens === null || board === null || board.codes === null) return null
  const { takeId, pack } = tokens
  return { takeId, packHash: pack.hash, board: { ...board, codes: board.codes }, selection, focus }
}

/** What an edit now would be about. */
export function currentTarget(studio: Studio): EditTarget | null {
  const { tokens, takeId } = studio.takes.getState()
  // While another take's tokens load, the board still shows the ones before: they are not this take's to edit.
  return tokens?.takeId === takeId ? aimAt(studio, tokens, studio.editor.getState()) : null
}

/** The same, waiting for the take's tokens where they are still loading, so that no key is lost. */
export async function loadTarget(studio: Studio): Promise<EditTarget | null> {
  if (!studio.takes.getState().isLoading) return currentTarget(studio)
  const asked = studio.editor.getState()
  return aimAt(studio, await studio.takes.loaded(), asked)
}

/** Chosen cells, or the one with the keyboard where none is chosen. */
function listCells({ selection, focus }: EditTarget): number[] {
  return selection.size > 0 ? [...selection] : [focus]
}

/** Locks the chosen cells, or unlocks them where all are locked. */
export async function toggleLock({ client, notices }: Studio, target: EditTarget): Promise<void> {
  const { takeId, board } = target
  const positions = listCells(target)
  const isLocked = !positions.every((position) => board.locked.has(position))
  await notices.attempt('lock the cells', () =>
    client.call('takes.lock', { takeId, layer: board.shape.index, positions, isLocked })
  )
}

/** Re-rolls the chosen cells, or every unlocked one where none is chosen. */
export async function rerollChosen(studio: Studio, { takeId, board, selection }: EditTarget): Promise<void> {
  await reroll(studio, takeId, board.shape.index, selection.size === 0 ? 'unlocked' : [...selection])
}

export async function rerollUnlocked(studio: Studio, { takeId, board }: EditTarget): Promise<void> {
  await reroll(studio, takeId, board.shape.index, 'unlocked')
}

/** Writes codes; calls of the same gesture change the same child take. */
async function editCodes(
  studio: Studio, { takeId, board }: EditTarget, changes: CodeChanges, gesture: string | null = null
): Promise<void> {
  if (changes.positions.length === 0) return
  const edits = [{ layer: board.shape.index, ...changes }]
  const take = await studio.notices.attempt('change the cells', () =>
    studio.client.call('takes.editTokens', { takeId, edits, gesture })
  )
  // Who went on to another take meanwhile stays there.
  if (take !== null && studio.takes.getState().takeId === takeId) studio.takes.select(take.id)
}

export function copyChosen({ editor }: Studio, target: EditTarget): void {
  const { board, packHash } = target
  editor.copy(copyCells(board.grid, board.shape.index, packHash, board.codes, new Set(listCells(target))))
}

/** Whether the copied cells fit the open layer: codes mean nothing to another layer or pack. */
export function canPaste({ editor }: Studio, { board, packHash }: EditTarget): boolean {
  const { copied } = editor.getState()
  return copied?.layer === board.shape.index && copied.packHash === packHash
}

export async function pasteAtFocus(studio: Studio, target: EditTarget): Promise<void> {
  const { copied } = studio.editor.getState()
  const { board, focus } = target
  if (copied !== null) await editCodes(studio, target, pasteCells(board.grid, copied, focus, board.locked))
}

/** Moves the chosen cells from one cell to another; what they land on takes their places. */
export async function moveChosen(studio: Studio, from: number, to: number): Promise<void> {
  const target = currentTarget(studio)
  if (target !== null) await swap(studio, target, target.selection, from, to)
}

/** Whether exactly two cells are chosen. */
export function canSwap(_: Studio, { selection }: EditTarget): boolean {
  return selection.size === 2
}

/** What dragging one of two cells onto the other does, for the keyboard. */
export async function swapChosen(studio: Studio, target: EditTarget): Promise<void> {
  const [from, to] = target.selection
  if (from !== undefined && to !== undefined) await swap(studio, target, new Set([from]), from, to)
}

async function swap(studio: Studio, target: EditTarget, moved: ReadonlySet<number>, from: number, to: number): Promise<void> {
  const { board } = target
  const changes = swapCells(board.grid, board.codes, moved, from, to, board.locked)
  if (changes !== null) await editCodes(studio, target, changes)
}

/** Puts one of the chosen cell's alternatives in its place; trying several in a row is one entry of the history. */
export async function chooseAlternative(studio: Studio, index: number): Promise<void> {
  const { answer } = studio.alternatives.getState()
  const alternative = answer?.alternatives[index]
  const target = currentTarget(studio)
  if (answer === null || alternative === undefined || target === null) return
  const { layer, position } = answer
  if (target.board.shape.index !== layer || target.board.codes[position] === alternative.code) return
  await editCodes(studio, target, { positions: [position], codes: [alternative.code] }, `alternative ${layer}/${position}`)
}

/** Chooses every cell of the slice that is shown. */
export function selectAll(studio: Studio): void {
  const board = currentBoard(studio)
  if (board === null) return
  const { frame, frames } = studio.player.getState()
  const slice = sliceOfFrame(board.grid, frame, frames)
  studio.editor.select(new Set(slicePositions(board.grid, slice)), studio.editor.getState().focus)
}

/** Opens the tab of the layer `by` places further down. */
export function moveLayer(studio: Studio, by: number): void {
  const board = currentBoard(studio)
  const shapes = shapesOf(studio.takes.getState().tokens, studio.pack.getState().pack)
  const next = board === null ? undefined : shapes[board.order + by]
  if (next !== undefined) studio.editor.openLayer(next.index)
}
