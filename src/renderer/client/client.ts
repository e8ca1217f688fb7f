/** The typed client: the contract over whichever transport there is. */
import { events, methods } from '../../shared/contract.ts'
import type { StudioApi } from '../../shared/contract.ts'
import { fromWireError } from '../../shared/errors.ts'
import { outcomeSchema } from '../../shared/rpc/reply.ts'
import type { Transport } from './transport.ts'

export interface Client extends StudioApi {
  readonly transport: Transport
}

/** Makes the client. Values are parsed again on this side: page and host may be of different builds after an update. */
export function createClient(transport: Transport): Client {
  return {
    transport,
    call: async (name, input) => {
      const outcome = outcomeSchema.parse(await transport.call(name, input))
      if (!outcome.ok) throw fromWireError(outcome.error)
      return methods[name].output.parse(outcome.value) as never
    },
    on: (name, listener) =>
      transport.onEvent((received, payload) => {
        if (received === name) listener(events[name].parse(payload) as never)
      })
  }
}
