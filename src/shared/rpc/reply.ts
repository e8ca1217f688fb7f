/** The messages of both transports. A call is answered by one reply of the same id; events have none. */
import { z } from 'zod'
import { wireErrorSchema } from '../errors.ts'

export const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireErrorSchema })
])

/** How a call ended, as plain data. */
export type Outcome = z.infer<typeof outcomeSchema>

/** Client → host. `method` and `input` are checked by the dispatcher, so that a bad one gets an answer. */
export const callMessageSchema = z.object({
  type: z.literal('call'),
  id: z.int().nonnegative(),
  method: z.string().max(200),
  input: z.unknown()
})

/** Host → client. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: z.int().nonnegative(), outcome: outcomeSchema }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() })
])

export type HostMessage = z.infer<typeof hostMessageSchema>
