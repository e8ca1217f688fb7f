/**
 * Reversible changes: which fields of which record, from what to what. Records are never removed by a change (their
 * `presence` is set), so every change is an update, and its inverse is an update too. Tokens are not in here but the ids
 * of the blobs that hold them, so that a change is a few dozen bytes whatever it does to 2,448 tokens.
 */
import { z } from 'zod'

/** A value as the database has it. */
export const fieldValueSchema = z.union([z.string(), z.number(), z.null()])

export const recordKindSchema = z.enum(['project', 'shot', 'take', 'layer'])

export const changeSchema = z.object({
  record: recordKindSchema,
  /** Id of the record; a layer's is `take id/layer index`. */
  id: z.string().min(1).max(80),
  before: z.record(z.string(), fieldValueSchema),
  after: z.record(z.string(), fieldValueSchema)
})

export type FieldValue = z.infer<typeof fieldValueSchema>
export type Fields = Record<string, FieldValue>
export type RecordKind = z.infer<typeof recordKindSchema>
export type Change = z.infer<typeof changeSchema>

/**
 * The change that sets `wanted` on a record that now has `current`.
 * @returns null where nothing would change
 */
export function diffRecord(record: RecordKind, id: string, current: Fields, wanted: Fields): Change | null {
  const before: Fields = {}
  const after: Fields = {}
  for (const [field, value] of Object.entries(wanted)) {
    const old = current[field] ?? null
    if (old === value) continue
    before[field] = old
    after[field] = value
  }
  return Object.keys(after).length === 0 ? null : { record, id, before, after }
}

/** The changes that take `changes` back: each turned round, last first. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes.map((change) => ({ ...change, before: change.after, after: change.before })).toReversed()
}

/** `first` and then `second` as one list with one change per record; fields that end where they began drop out. */
export function mergeChanges(first: readonly Change[], second: readonly Change[]): Change[] {
  const merged = new Map<string, Change>()
  for (const change of [...first, ...second]) {
    const key = `${change.record} ${change.id}`
    const earlier = merged.get(key)
    merged.set(
      key,
      earlier === undefined
        ? change
        : {
            ...earlier,
            before: { ...change.before, ...earlier.before },
            after: { ...earlier.after, ...change.after }
          }
    )
  }
  return [...merged.values()].flatMap((change) => {
    const kept = Object.keys(change.after).filter((field) => change.before[field] !== change.after[field])
    if (kept.length === 0) return []
    const pick = (fields: Fields): Fields => Object.fromEntries(kept.map((field) => [field, fields[field] ?? null]))
    return [{ ...change, before: pick(change.before), after: pick(change.after) }]
  })
}
