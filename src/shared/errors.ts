/**
 * Expected failures. Each names the operation that failed, the cause and what a person can do about it, and has a `kind`
 * that survives every process boundary (IPC, WebSocket, the engine's pipe). Cancelling is not an error: an operation
 * that was cancelled returns a result that says so.
 */
import { z } from 'zod'

export const errorKinds = [
  'invalid-input',
  'not-found',
  'conflict',
  'unavailable',
  'pack-invalid',
  'engine-failed',
  'engine-lost',
  'storage',
  'file',
  'export',
  'connection-lost',
  'internal'
] as const

export type ErrorKind = (typeof errorKinds)[number]

/** What an expected failure says. The message shown is "operation: reason. remedy". */
export interface Failure {
  /** What was being done: "read the pack", "generate the board". */
  readonly operation: string
  /** Why it failed, in one clause without a full stop. */
  readonly reason: string
  /** What to do about it, one sentence without a full stop. */
  readonly remedy: string
  /** The input field at fault, as a path: "sampling.0.guidance". */
  readonly field?: string | undefined
}

const withoutStop = (text: string) => text.replace(/[.\s]+$/, '')

/** Base of all expected failures; the subclass decides the kind. */
export abstract class StudioError extends Error implements Failure {
  abstract readonly kind: ErrorKind
  readonly operation: string
  readonly reason: string
  readonly remedy: string
  readonly field: string | undefined

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.operation}: ${withoutStop(failure.reason)}. ${withoutStop(failure.remedy)}.`, options)
    this.name = new.target.name
    this.operation = failure.operation
    this.reason = failure.reason
    this.remedy = failure.remedy
    this.field = failure.field
  }
}

/** A request that cannot be right whatever the state: wrong type, out of range, unknown name. */
export class InvalidInputError extends StudioError {
  readonly kind = 'invalid-input'
}

/** Something named by an id is not there (any more). */
export class NotFoundError extends StudioError {
  readonly kind = 'not-found'
}

/** The request was right but what it refers to has changed or exists already. */
export class ConflictError extends StudioError {
  readonly kind = 'conflict'
}

/** A part of the studio is not there on this machine: no pack, no ffmpeg, no device. */
export class UnavailableError extends StudioError {
  readonly kind = 'unavailable'
}

/** A model pack that does not parse, does not match its hashes, or whose graphs do not fit. */
export class PackError extends StudioError {
  readonly kind = 'pack-invalid'
}

/** The engine is alive, one operation in it failed. */
export class EngineFailedError extends StudioError {
  readonly kind = 'engine-failed'
}

/** The engine process died or could not be started. */
export class EngineLostError extends StudioError {
  readonly kind = 'engine-lost'
}

/** The database cannot be read or written. */
export class StorageError extends StudioError {
  readonly kind = 'storage'
}

/** A file of the user cannot be read or written. */
export class FileError extends StudioError {
  readonly kind = 'file'
}

/** Encoding or decoding a media file failed. */
export class ExportError extends StudioError {
  readonly kind = 'export'
}

/** The page lost its host while a call was under way. */
export class ConnectionLostError extends StudioError {
  readonly kind = 'connection-lost'
}

/** A defect of the studio. Details stay in the log: they may hold paths or prompts. */
export class InternalError extends StudioError {
  readonly kind = 'internal'
}

const classes: Record<ErrorKind, new (failure: Failure, options?: ErrorOptions) => StudioError> = {
  'invalid-input': InvalidInputError,
  'not-found': NotFoundError,
  conflict: ConflictError,
  unavailable: UnavailableError,
  'pack-invalid': PackError,
  'engine-failed': EngineFailedError,
  'engine-lost': EngineLostError,
  storage: StorageError,
  file: FileError,
  export: ExportError,
  'connection-lost': ConnectionLostError,
  internal: InternalError
}

/** An error as it crosses a process boundary: plain data, no stack. */
export const wireErrorSchema = z.object({
  kind: z.enum(errorKinds),
  operation: z.string(),
  reason: z.string(),
  remedy: z.string(),
  field: z.string().optional()
})

export type WireError = z.infer<typeof wireErrorSchema>

/** Turns anything thrown into wire data; what is not a StudioError becomes `internal` without its details. */
export function toWireError(error: unknown, operation: string): WireError {
  if (error instanceof StudioError) {
    const { kind, reason, remedy, field } = error
    return { kind, operation: error.operation, reason, remedy, ...(field === undefined ? {} : { field }) }
  }
  return {
    kind: 'internal',
    operation,
    reason: 'something went wrong inside the studio',
    remedy: 'Try again; if it happens again, report it with the log file'
  }
}

/** The named class again on the other side. */
export function fromWireError(wire: WireError): StudioError {
  return new classes[wire.kind](wire)
}

/** One line per problem of a failed parse, for `reason`: "guidance: too big (expected ≤ 20)". */
export function describeIssues(error: z.ZodError): { reason: string; field: string } {
  const lines = error.issues.slice(0, 3).map((issue) => {
    const path = issue.path.join('.')
    return path === '' ? issue.message : `${path}: ${issue.message}`
  })
  return { reason: lines.join('; '), field: error.issues[0]?.path.join('.') ?? '' }
}

/** What came of checking a value that anyone may have sent. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly field: string }

/** Checks a value against a schema; never throws. */
export function checkInput<Schema extends z.ZodType>(schema: Schema, input: unknown): Checked<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(input)
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, ...describeIssues(parsed.error) }
  } catch {
    // zod compares the length of whatever has one, a string or not, and that of some objects cannot become a number.
    return { ok: false, reason: 'a length in it is not a number', field: '' }
  }
}
