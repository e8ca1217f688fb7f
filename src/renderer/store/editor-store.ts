/** The board editor's own state: which layer, which cells, what lies over them. None of it is recorded in the history. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

/** Cells that were copied: places relative to the top left one. */
export interface CopiedCells {
  readonly layer: number
  readonly packHash: string
  readonly cells: readonly { readonly row: number; readonly column: number; readonly code: number }[]
}

export interface View {
  readonly scale: number
  /** Where the board's corner lies, in shares of the board's side. */
  readonly x: number
  readonly y: number
}

export const wholeView: View = { scale: 1, x: 0, y: 0 }

export interface EditorState {
  /** Index of the layer whose tab is open; null: the pack's top layer. */
  readonly layer: number | null
  /** Raster positions in the layer's grid. */
  readonly selection: ReadonlySet<number>
  /** The cell that has the keyboard. */
  readonly focus: number
  /** Where a range began. */
  readonly anchor: number
  readonly showsEntropy: boolean
  readonly showsDifference: boolean
  /** Two takes in one picture, with a slider between them, and not beside each other. */
  readonly isWiping: boolean
  readonly copied: CopiedCells | null
  readonly view: View
}

export interface EditorStore extends StoreApi<EditorState> {
  openLayer(layer: number): void
  select(selection: ReadonlySet<number>, focus: number, anchor?: number): void
  clearSelection(): void
  toggleEntropy(): void
  toggleDifference(): void
  toggleWipe(): void
  copy(copied: CopiedCells): void
  setView(view: View): void
}

const nothing: ReadonlySet<number> = new Set()

export function createEditorStore(): EditorStore {
  const store = createStore<EditorState>(() => ({
    layer: null,
    selection: nothing,
    focus: 0,
    anchor: 0,
    showsEntropy: false,
    showsDifference: true,
    isWiping: false,
    copied: null,
    view: wholeView
  }))
  return {
    ...store,
    openLayer: (layer) => store.setState({ layer, selection: nothing, focus: 0, anchor: 0 }),
    select: (selection, focus, anchor = focus) => store.setState({ selection, focus, anchor }),
    clearSelection: () => store.setState({ selection: nothing }),
    toggleEntropy: () => store.setState(({ showsEntropy }) => ({ showsEntropy: !showsEntropy })),
    toggleDifference: () => store.setState(({ showsDifference }) => ({ showsDifference: !showsDifference })),
    toggleWipe: () => store.setState(({ isWiping }) => ({ isWiping: !isWiping })),
    copy: (copied) => store.setState({ copied }),
    setView: (view) => store.setState({ view })
  }
}
