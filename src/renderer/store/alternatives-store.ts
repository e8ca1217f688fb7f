/** What else a cell could be: asked for when exactly one cell is chosen, with a picture for each. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { CellAlternatives } from '../../shared/contract/previews.ts'
import { toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { TakeId } from '../../shared/storyboard/ids.ts'
import type { Client } from '../client/client.ts'
import { loadPicture } from '../previews/frame-sheet.ts'
import { createLatest } from './loading.ts'

export interface CellQuestion {
  readonly takeId: TakeId
  readonly layer: number
  readonly position: number
  /** Frame of the thumbnails. */
  readonly frame: number
}

interface AlternativesState {
  readonly question: CellQuestion | null
  /** Stays until the next answer is there, so that the strip does not flicker. */
  readonly answer: CellAlternatives | null
  /** One thumbnail for each alternative, side by side. */
  readonly strip: ImageBitmap | null
  readonly problem: WireError | null
  readonly isLoading: boolean
}

export interface AlternativesStore extends StoreApi<AlternativesState> {
  /** Asks for a cell's alternatives once nobody has moved on for a moment; null: for none. */
  ask(question: CellQuestion | null): void
}

const none: AlternativesState = { question: null, answer: null, strip: null, problem: null, isLoading: false }
export const shownAlternatives = 6
/** Long enough that holding an arrow key asks once. */
const pauseMilliseconds = 120

export function createAlternativesStore(client: Client): AlternativesStore {
  const store = createStore<AlternativesState>(() => none)
  const start = createLatest()
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (question: CellQuestion, isCurrent: () => boolean) => {
    try {
      const answer = await client.call('cells.alternatives', { ...question, count: shownAlternatives })
      const strip = await loadPicture(client.transport.mediaUrl(answer.thumbnails.mediaId))
      if (isCurrent()) store.setState({ answer, strip, problem: null, isLoading: false })
    } catch (error) {
      if (isCurrent()) store.setState({ ...none, question, problem: toWireError(error, 'find alternatives') })
    }
  }

  return {
    ...store,
    ask: (question) => {
      const old = store.getState().question
      const isSame =
        question?.takeId === old?.takeId && question?.position === old?.position && question?.layer === old?.layer
      if (isSame) return
      clearTimeout(timer)
      const isCurrent = start()
      if (question === null) {
        store.setState(none, true)
        return
      }
      store.setState({ question, isLoading: true, problem: null })
      timer = setTimeout(() => void load(question, isCurrent), pauseMilliseconds)
    }
  }
}
