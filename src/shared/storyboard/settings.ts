/** The studio's settings: what is not part of any project. */
import { z } from 'zod'
import { candidateCount } from '../model-pack.ts'

export const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  /** BCP 47, or `system`. */
  language: z.string().regex(/^(system|[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*)$/).default('system'),
  reducedMotion: z.enum(['system', 'on', 'off']).default('system'),
  defaultPackId: z.string().max(64).nullable().default(null),
  /** Threads of the engine; 0: as many as the machine has cores. */
  engineThreads: z.int().min(0).max(256).default(0),
  executionProvider: z.enum(['auto', 'cpu', 'cuda', 'coreml', 'dml']).default('auto'),
  /** Boards per press of the generate key. */
  boardsPerPrompt: z.int().min(1).max(16).default(4),
  /** Clips that are drawn below a board, of which the best is kept; null: as many as the pack says. */
  clipsPerTake: candidateCount.nullable().default(null),
  lockSeed: z.boolean().default(false),
  /** Write tokens, seed and prompt into exported files. */
  embedMetadata: z.boolean().default(true),
  notifyWhenDone: z.boolean().default(true),
  preventSleepWhileRendering: z.boolean().default(true),
  /** Daily backups that are kept. */
  backupsKept: z.int().min(1).max(60).default(7),
  /** Days until the bin is emptied; 0: never. */
  binDays: z.int().min(0).max(3650).default(0),
  /** Command id → key, for those that were rebound. */
  shortcuts: z.record(z.string().max(100), z.string().max(60)).default({}),
  /** Named sampling presets of the person's own making. */
  presets: z.record(z.string().min(1).max(100), z.json()).default({})
})

export type Settings = z.infer<typeof settingsSchema>

export const settingsDefaults: Settings = settingsSchema.parse({})

const { shape } = settingsSchema

/** The settings that were changed; others are left as they are. */
export const settingsEditSchema = z
  .object({
    theme: shape.theme.unwrap(),
    language: shape.language.unwrap(),
    reducedMotion: shape.reducedMotion.unwrap(),
    defaultPackId: shape.defaultPackId.unwrap(),
    engineThreads: shape.engineThreads.unwrap(),
    executionProvider: shape.executionProvider.unwrap(),
    boardsPerPrompt: shape.boardsPerPrompt.unwrap(),
    clipsPerTake: shape.clipsPerTake.unwrap(),
    lockSeed: shape.lockSeed.unwrap(),
    embedMetadata: shape.embedMetadata.unwrap(),
    notifyWhenDone: shape.notifyWhenDone.unwrap(),
    preventSleepWhileRendering: shape.preventSleepWhileRendering.unwrap(),
    backupsKept: shape.backupsKept.unwrap(),
    binDays: shape.binDays.unwrap(),
    shortcuts: shape.shortcuts.unwrap(),
    presets: shape.presets.unwrap()
  })
  .partial()
  .strict()

export type SettingsEdit = z.infer<typeof settingsEditSchema>
