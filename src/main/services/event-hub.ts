/** Carries events from the services to every open window, whichever host serves it. */
import { events } from '../../shared/contract.ts'
import type { Emit, EventName } from '../../shared/contract.ts'

/** Receives every event, already parsed. */
export type EventSink = (name: EventName, payload: unknown) => void

export interface EventHub {
  readonly emit: Emit
  /** Adds a window; returns the function that removes it. */
  subscribe(sink: EventSink): () => void
}

/** Makes a hub. A payload that does not fit its schema throws at the emitter: it is a defect of the service. */
export function createEventHub(): EventHub {
  const sinks = new Set<EventSink>()
  return {
    emit: (name, payload) => {
      const parsed = events[name].parse(payload)
      for (const sink of sinks) sink(name, parsed)
    },
    subscribe: (sink) => {
      sinks.add(sink)
      return () => {
        sinks.delete(sink)
      }
    }
  }
}
