/**
 * The one RPC table. The preload API, the window's type, the client, both hosts, the services and the test fakes derive
 * from it. To add a method: declare it in the domain's file in `src/shared/contract/`, implement it in that domain's
 * service; nothing else has to change. To add a domain: one line in each of the two objects below and one line in
 * `src/main/services/index.ts`.
 */
import { diagnosticsMethods } from './contract/diagnostics.ts'
import { exportMethods } from './contract/export.ts'
import { ffmpegMethods } from './contract/ffmpeg.ts'
import { filesMethods } from './contract/files.ts'
import { historyEvents, historyMethods } from './contract/history.ts'
import { importMethods } from './contract/import.ts'
import { packsEvents, packsMethods } from './contract/packs.ts'
import { previewsMethods } from './contract/previews.ts'
import { projectFileEvents, projectFileMethods } from './contract/project-file.ts'
import { projectsEvents, projectsMethods } from './contract/projects.ts'
import { queueEvents, queueMethods } from './contract/queue.ts'
import { settingsEvents, settingsMethods } from './contract/settings.ts'
import { shotsEvents, shotsMethods } from './contract/shots.ts'
import { systemEvents, systemMethods } from './contract/system.ts'
import { takesEvents, takesMethods } from './contract/takes.ts'
import type { InputOf, OutputOf } from './rpc/table.ts'
import type { z } from 'zod'

export const methods = {
  ...systemMethods,
  ...filesMethods,
  ...projectsMethods,
  ...shotsMethods,
  ...takesMethods,
  ...historyMethods,
  ...queueMethods,
  ...settingsMethods,
  ...projectFileMethods,
  ...exportMethods,
  ...ffmpegMethods,
  ...importMethods,
  ...packsMethods,
  ...previewsMethods,
  ...diagnosticsMethods
}

export const events = {
  ...systemEvents,
  ...projectsEvents,
  ...shotsEvents,
  ...takesEvents,
  ...historyEvents,
  ...queueEvents,
  ...settingsEvents,
  ...projectFileEvents,
  ...packsEvents
}

export type MethodName = keyof typeof methods
export type MethodInput<Name extends MethodName> = InputOf<(typeof methods)[Name]>
export type MethodOutput<Name extends MethodName> = OutputOf<(typeof methods)[Name]>

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>

/** Sends an event to every open window. Services get one of these; they do not know who listens. */
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void

/** What the page has of its host, in Electron as in a browser. */
export interface StudioApi {
  /** Calls a method; rejects with a StudioError. */
  call<Name extends MethodName>(name: Name, input: MethodInput<Name>): Promise<MethodOutput<Name>>
  /** Listens to an event; returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
}
