/** What the studio runs on: shown on the troubleshooting page and in the status line. */
import { z } from 'zod'
import { event, method } from '../rpc/table.ts'

export const systemDescriptionSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  platform: z.string(),
  architecture: z.string(),
  nodeVersion: z.string(),
  electronVersion: z.string().nullable(),
  processors: z.int(),
  memoryBytes: z.int()
})

export type SystemDescription = z.infer<typeof systemDescriptionSchema>

export const menuSchema = z.array(
  z.object({
    label: z.string().max(100),
    items: z
      .array(
        z.object({
          /** Comes back in `system.menuCommand`; the host knows no command. */
          command: z.string().max(100),
          label: z.string().max(200),
          /** As Electron writes it: "CommandOrControl+Shift+Z". Null: none. */
          accelerator: z.string().max(60).nullable(),
          isEnabled: z.boolean()
        })
      )
      .max(100)
  })
)

/** The window's menus, in the person's language and with their keys: they derive from the page's one list of commands. */
export type Menu = z.infer<typeof menuSchema>

export const systemMethods = {
  /** Shows the page's menus as the system's own; a browser has none and ignores it. */
  'system.setMenu': method(z.object({ menu: menuSchema.max(20) }), z.object({})),
  /** Shows a notification of the system's while no window of the studio is looked at; a browser ignores it. */
  'system.notify': method(z.object({ title: z.string().min(1).max(200), text: z.string().max(500) }), z.object({})),
  'system.describe': method(z.object({}), systemDescriptionSchema)
}

export const systemEvents = {
  /** An entry of the system's menu was chosen. */
  'system.menuCommand': event(z.object({ command: z.string() })),
  /** The host is going away on purpose: clients show it and reconnect instead of reporting a failure. */
  'system.closing': event(z.object({}))
}
