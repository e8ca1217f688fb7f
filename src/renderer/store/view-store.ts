/** What is open: which dialog, and whether the storyboard plays. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

export type DialogName =
  | 'palette'
  | 'queue'
  | 'packs'
  | 'settings'
  | 'shortcuts'
  | 'troubleshooting'
  | 'storyboard'
  | 'import'
  | 'export'
  | 'history'

export interface ViewState {
  readonly dialog: DialogName | null
}

export interface ViewStore extends StoreApi<ViewState> {
  openDialog(dialog: DialogName): void
  closeDialog(): void
}

export function createViewStore(): ViewStore {
  const store = createStore<ViewState>(() => ({ dialog: null }))
  return {
    ...store,
    openDialog: (dialog) => store.setState({ dialog }),
    closeDialog: () => store.setState({ dialog: null })
  }
}
