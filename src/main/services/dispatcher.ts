/** From untrusted method name and input to an outcome: parse, run, parse, never throw. */
import { methods } from '../../shared/contract.ts'
import { checkInput, InvalidInputError, toWireError } from '../../shared/errors.ts'
import type { Outcome } from '../../shared/rpc/reply.ts'
import type { Handlers, MethodTable } from '../../shared/rpc/table.ts'

/** Runs one call for a host. The outcome is plain data, ready for IPC or JSON. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Outcome>

interface Sink {
  /** Gets every error that is not an expected failure, once; the caller only learns that something went wrong. */
  onDefect(method: string, error: unknown): void
}

function isNameIn<Table extends MethodTable>(table: Table, name: unknown): name is keyof Table & string {
  // Object.hasOwn: "constructor" and "__proto__" are no methods.
  return typeof name === 'string' && Object.hasOwn(table, name)
}

/**
 * Makes the dispatcher over a table and its handlers.
 * @returns a function that never rejects: unknown methods and bad input give `invalid-input`, defects give `internal`.
 */
export function createDispatcherFor<Table extends MethodTable>(
  table: Table,
  handlers: Handlers<Table>,
  sink: Sink
): Dispatch {
  const run = async (name: unknown, input: unknown): Promise<unknown> => {
    if (!isNameIn(table, name)) {
      throw new InvalidInputError({
        operation: 'call the studio',
        reason: 'there is no method of that name',
        remedy: 'Reload the page: it may be of another version than the studio'
      })
    }
    const entry = table[name]!
    const checked = checkInput(entry.input, input)
    if (!checked.ok) {
      const { reason, field } = checked
      throw new InvalidInputError({
        operation: name,
        reason,
        remedy: field === '' ? 'Check what was entered' : `Check the value of ${field}`,
        field
      })
    }
    const handler = handlers[name] as (input: unknown) => Promise<unknown>
    return entry.output.parse(await handler(checked.value))
  }
  return async (name, input) => {
    try {
      return { ok: true, value: await run(name, input) }
    } catch (error) {
      const wire = toWireError(error, typeof name === 'string' ? name : 'call the studio')
      if (wire.kind === 'internal') sink.onDefect(wire.operation, error)
      return { ok: false, error: wire }
    }
  }
}

/** The dispatcher of the studio's own table. */
export function createDispatcher(handlers: Handlers<typeof methods>, sink: Sink): Dispatch {
  return createDispatcherFor(methods, handlers, sink)
}
