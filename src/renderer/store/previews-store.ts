/** Decoded takes, asked for when they come into view; the ones that were not looked at for longest are let go. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { StudioError, toWireError } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Preview } from '../../shared/contract/previews.ts'
import type { JobId, TakeId } from '../../shared/storyboard/ids.ts'
import type { Client } from '../client/client.ts'
import { loadFrameSheet } from '../previews/frame-sheet.ts'
import type { FrameSheet } from '../previews/frame-sheet.ts'

/** What is to be shown: the first `layers` layers of a take (null: all it has), or of a job at work. */
export type PreviewSource =
  | { readonly kind: 'take'; readonly takeId: TakeId; readonly layers: number | null }
  | { readonly kind: 'job'; readonly jobId: JobId; readonly takeIndex: number; readonly layers: number }

interface Entry {
  readonly sheet: FrameSheet | null
  readonly problem: WireError | null
  readonly isLoading: boolean
}

interface PreviewsState {
  readonly entries: ReadonlyMap<string, Entry>
  /** Counts up when a take's tokens may have changed: its previews are asked for again. */
  readonly versions: ReadonlyMap<TakeId, number>
}

export interface PreviewsStore extends StoreApi<PreviewsState> {
  request(source: PreviewSource): void
  /** Asks again for everything that could not be shown: after a lost connection. */
  retry(): void
}

/** 4 MB of texture each at 64 frames of 128 × 128. */
const keptSheets = 48
const loadsAtOnce = 3

export function previewKey(source: PreviewSource): string {
  return source.kind === 'take'
    ? `${source.takeId}/${source.layers ?? 'all'}`
    : `${source.jobId}/${source.takeIndex}/${source.layers}`
}

/** The finest sheet of the same take that is there, of fewer layers: to be looked at until the one asked for is. */
export function findCoarser(entries: PreviewsState['entries'], source: PreviewSource | null): FrameSheet | null {
  if (source?.kind !== 'take') return null
  const fewer = Array.from({ length: (source.layers ?? 1) - 1 }, (_, i) => i + 1).toReversed()
  const sheets = [...fewer, null].map((layers) => entries.get(previewKey({ ...source, layers }))?.sheet ?? null)
  return sheets.find((sheet) => sheet !== null) ?? null
}

const blank: Entry = { sheet: null, problem: null, isLoading: false }

export function createPreviewsStore(client: Client): PreviewsStore {
  const store = createStore<PreviewsState>(() => ({ entries: new Map(), versions: new Map() }))
  const waiting = new Map<string, PreviewSource>()
  let loading = 0

  const set = (key: string, entry: Partial<Entry>) => {
    store.setState(({ entries }) => {
      const next = new Map(entries)
      const old = next.get(key) ?? blank
      // At the end of the map are the ones that were asked for last.
      next.delete(key)
      next.set(key, { ...old, ...entry })
      for (const [oldest, { isLoading }] of next) {
        if (next.size <= keptSheets) break
        if (!isLoading) next.delete(oldest)
      }
      return { entries: next }
    })
  }
  const ask = (source: PreviewSource): Promise<Preview> => {
    if (source.kind === 'take') {
      return client.call('previews.get', { takeId: source.takeId, layers: source.layers })
    }
    const { jobId, takeIndex, layers } = source
    return client.call('previews.ofJob', { jobId, takeIndex, layers })
  }
  const load = async (key: string, source: PreviewSource) => {
    loading += 1
    try {
      const preview = await ask(source)
      const known = store.getState().entries.get(key)?.sheet ?? null
      const isSame = known?.preview.hash === preview.hash
      const sheet = isSame ? known : await loadFrameSheet(preview, client.transport.mediaUrl(preview.mediaId))
      set(key, { sheet, problem: null, isLoading: false })
    } catch (error) {
      const isExpected = error instanceof StudioError || error instanceof DOMException
      if (!isExpected) reportError(error)
      set(key, { problem: toWireError(error, 'show the take'), isLoading: false })
    }
    loading -= 1
    next()
  }
  const next = () => {
    for (const [key, source] of waiting) {
      if (loading >= loadsAtOnce) return
      waiting.delete(key)
      void load(key, source)
    }
  }

  client.on('takes.changed', ({ takeIds }) => {
    store.setState(({ versions }) => {
      const next = new Map(versions)
      for (const takeId of takeIds) next.set(takeId, (next.get(takeId) ?? 0) + 1)
      return { versions: next }
    })
  })

  return {
    ...store,
    request: (source) => {
      const key = previewKey(source)
      if (store.getState().entries.get(key)?.isLoading === true) return
      set(key, { isLoading: true })
      waiting.set(key, source)
      next()
    },
    retry: () => {
      store.setState(({ versions }) => ({
        versions: new Map([...versions].map(([takeId, count]) => [takeId, count + 1])),
        entries: new Map([...store.getState().entries].filter(([, { problem }]) => problem === null))
      }))
    }
  }
}
