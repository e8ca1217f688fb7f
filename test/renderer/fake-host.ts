/** A host in the test's own process: the real dispatcher and event hub behind a transport. */
import type { Transport } from '../../src/renderer/client/transport.ts'
import { createDispatcher } from '../../src/main/services/dispatcher.ts'
import { createEventHub } from '../../src/main/services/event-hub.ts'
import type { methods } from '../../src/shared/contract.ts'
import { NotFoundError } from '../../src/shared/errors.ts'
import { methods as table } from '../../src/shared/contract.ts'
import type { Handlers } from '../../src/shared/rpc/table.ts'

type AllHandlers = Handlers<typeof methods>

/** Answers the given methods; every other one is "not found". Values cross as JSON, as they do between processes. */
export function createFakeHost(given: Partial<AllHandlers>) {
  const hub = createEventHub()
  const notFound = () => {
    throw new NotFoundError({ operation: 'ask the fake host', reason: 'it lacks this', remedy: 'Give it a handler' })
  }
  const others = Object.fromEntries(Object.keys(table).map((name) => [name, notFound]))
  const defects: unknown[] = []
  const handlers = { ...others, ...given } as AllHandlers
  const dispatch = createDispatcher(handlers, { onDefect: (_name, error) => defects.push(error) })
  const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const transport: Transport = {
    call: async (method, input) => throughJson(await dispatch(method, throughJson(input))),
    onEvent: (listener) => hub.subscribe((name, payload) => listener(name, throughJson(payload))),
    getState: () => 'open',
    onState: () => () => undefined,
    sendFile: async (file) => ({ handle: `handle of ${file.name}`, name: file.name, bytes: file.size }),
    mediaUrl: (id) => `/media/${id}`
  }
  return { transport, emit: hub.emit, defects }
}
