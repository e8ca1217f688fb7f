/**
 * Whether a record is part of the project. Nothing is removed at once: deleting moves a record to the bin, undoing its
 * creation sets it aside until it is redone or, when redoing is no longer possible, moved to the bin as well.
 */
import { z } from 'zod'

export const presenceSchema = z.enum(['kept', 'binned', 'undone'])

export type Presence = z.infer<typeof presenceSchema>
