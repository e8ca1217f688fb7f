/**
 * The vocabulary of the RPC table. A domain file in `src/shared/contract/` declares methods and events with `method` and
 * `event`; preload, client, server, services and tests derive their types and checks from what `contract.ts` composes.
 */
import type { z } from 'zod'

/** One call: what goes in, what comes out. Both are parsed at the host, so a service sees valid input only. */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input
  readonly output: Output
}

/** Declares a method of the table. */
export function method<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output
): Method<Input, Output> {
  return { input, output }
}

/** Declares an event of the table: it goes to every open window. */
export function event<Payload extends z.ZodType>(payload: Payload): Payload {
  return payload
}

export type MethodTable = Readonly<Record<string, Method>>
export type EventTable = Readonly<Record<string, z.ZodType>>

/** What a caller passes (before defaults are filled in). */
export type InputOf<M extends Method> = z.input<M['input']>
/** What a caller gets back. */
export type OutputOf<M extends Method> = z.output<M['output']>

/** The functions a service provides for its part of the table: parsed input in, output to be parsed out. */
export type Handlers<Table extends MethodTable> = {
  readonly [Name in keyof Table]: (
    input: z.output<Table[Name]['input']>
  ) => Promise<z.input<Table[Name]['output']>> | z.input<Table[Name]['output']>
}
