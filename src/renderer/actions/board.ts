/** Edits of cells. Each is one entry of the history, made by the host; a change of codes is a child take. */
import type { BoardModel } from '../board/board-model.ts'
import { modelBoard, shapesOf } from '../board/board-model.ts'
import { slicePositions, sliceOfFrame } from '../board/cells.ts'
import { copyCells, pasteCells, swapCells } from '../board/rearrange.ts'
import type { CodeChanges } from '../board/rearrange.ts'
import type { Studio } from '../store/studio.ts'
import { reroll } from './generation.ts'

/** The open layer of the take in the editor. */
export function currentBoard(studio: Studio): BoardModel | null {
  return modelBoard(studio.takes.getState().tokens, studio.pack.getState().pack, studio.editor.getState().layer)
}

/** The same where the take has this layer; null: there is nothing to edit. */
export function editableBoard(studio: Studio): (BoardModel & { readonly codes: readonly number[] }) | null {
  const board = currentBoard(studio)
  const { tokens, takeId } = studio.takes.getState()
  // While another take's tokens load, the board still shows the ones before: they are not this take's to edit.
  if (board === null || board.codes === null || tokens?.takeId !== takeId) return null
  return { ...board, codes: board.codes }
}

/** Chosen cells, or the one with the keyboard where none is chosen. */
function chosenCells(studio: Studio): number[] {
  const { selection, focus } = studio.editor.getState()
  return selection.size > 0 ? [...selection] : [focus]
}

/** Locks the chosen cells, or unlocks them where all are locked. */
export async function toggleLock(studio: Studio): Promise<'locked' | 'unlocked' | null> {
  const board = editableBoard(studio)
  const { takeId } = studio.takes.getState()
  if (board === null || takeId === null) return null
  const positions = chosenCells(studio)
  const isLocked = !positions.every((position) => board.locked.has(position))
  const { client, notices } = studio
  const take = await notices.attempt('lock the cells', () =>
    client.call('takes.lock', { takeId, layer: board.shape.index, positions, isLocked })
  )
  return take === null ? null : isLocked ? 'locked' : 'unlocked'
}

/** Re-rolls the chosen cells, or every unlocked one where none is chosen. */
export async function rerollChosen(studio: Studio): Promise<void> {
  const board = editableBoard(studio)
  if (board === null) return
  const { selection } = studio.editor.getState()
  await reroll(studio, board.shape.index, selection.size === 0 ? 'unlocked' : [...selection])
}

export async function rerollUnlocked(studio: Studio): Promise<void> {
  const board = editableBoard(studio)
  if (board !== null) await reroll(studio, board.shape.index, 'unlocked')
}

/** Writes codes; calls of the same gesture change the same child take. */
export async function editCodes(studio: Studio, changes: CodeChanges, gesture: string | null = null): Promise<void> {
  const board = currentBoard(studio)
  const { takeId } = studio.takes.getState()
  if (board === null || takeId === null || changes.positions.length === 0) return
  const edits = [{ layer: board.shape.index, ...changes }]
  const take = await studio.notices.attempt('change the cells', () =>
    studio.client.call('takes.editTokens', { takeId, edits, gesture })
  )
  if (take !== null) studio.takes.select(take.id)
}

export function copyChosen(studio: Studio): number {
  const board = editableBoard(studio)
  const { tokens } = studio.takes.getState()
  if (board === null || tokens === null) return 0
  const cells = new Set(chosenCells(studio))
  studio.editor.copy(copyCells(board.grid, board.shape.index, tokens.pack.hash, board.codes, cells))
  return cells.size
}

/** Whether the copied cells fit the open layer: codes mean nothing to another layer or pack. */
export function canPaste(studio: Studio): boolean {
  const board = editableBoard(studio)
  const { copied } = studio.editor.getState()
  return board !== null && copied?.layer === board.shape.index && copied.packHash === studio.takes.getState().tokens?.pack.hash
}

export async function pasteAtFocus(studio: Studio): Promise<void> {
  const board = currentBoard(studio)
  const { copied, focus } = studio.editor.getState()
  if (board === null || copied === null || !canPaste(studio)) return
  await editCodes(studio, pasteCells(board.grid, copied, focus, board.locked))
}

/** Moves the chosen cells from one cell to another; what they land on takes their places. */
export async function moveChosen(studio: Studio, from: number, to: number): Promise<boolean> {
  const board = editableBoard(studio)
  if (board === null) return false
  const { selection } = studio.editor.getState()
  const changes = swapCells(board.grid, board.codes, selection, from, to, board.locked)
  if (changes === null) return false
  await editCodes(studio, changes)
  return true
}

/** Whether exactly two cells are chosen. */
export function canSwap(studio: Studio): boolean {
  const { size } = studio.editor.getState().selection
  return size === 2 && editableBoard(studio) !== null
}

/** What dragging one of two cells onto the other does, for the keyboard. */
export async function swapChosen(studio: Studio): Promise<void> {
  const board = editableBoard(studio)
  const [from, to] = studio.editor.getState().selection
  if (board === null || from === undefined || to === undefined) return
  const changes = swapCells(board.grid, board.codes, new Set([from]), from, to, board.locked)
  if (changes !== null) await editCodes(studio, changes)
}

/** Puts one of the chosen cell's alternatives in its place; trying several in a row is one entry of the history. */
export async function chooseAlternative(studio: Studio, index: number): Promise<void> {
  const { answer } = studio.alternatives.getState()
  const alternative = answer?.alternatives[index]
  const board = editableBoard(studio)
  if (answer === null || alternative === undefined || board === null) return
  if (board.shape.index !== answer.layer || board.codes[answer.position] === alternative.code) return
  const { layer, position } = answer
  await editCodes(studio, { positions: [position], codes: [alternative.code] }, `alternative ${layer}/${position}`)
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
