/** Export jobs of the queue. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { exportOptionsSchema } from '../../../shared/export/options.ts'
import { checkInput, InvalidInputError, UnavailableError } from '../../../shared/errors.ts'
import { checkSpace, checkTarget, writeWhole } from '../../pipeline/5-export/finished-file.ts'
import { loadFonts } from '../../pipeline/5-export/fonts.ts'
import { listMissing } from '../../pipeline/5-export/inspect-ffmpeg.ts'
import { writeZip } from '../../pipeline/5-export/write-zip.ts'
import { readSettings } from '../settings.ts'
import { gatherStory, listAllTakes } from './gather.ts'
import { estimateBytes, listNeeds, shapeExport } from './plan-export.ts'
import { findSound } from './find-sound.ts'
import { isShown } from './story-frames.ts'
import { TakeDecoder } from './take-decoder.ts'
import { writeExport } from './write-export.ts'
import type { ExportResult } from '../../../shared/contract/export.ts'
import type { ExportOptions } from '../../../shared/export/options.ts'
import type { LibraryFolder } from '../../database/library-folder.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { FfmpegFinder } from '../../pipeline/5-export/find-ffmpeg.ts'
import type { GrantedFiles } from '../granted-files.ts'
import type { JobContext, JobRunner } from '../queue/runner.ts'
import type { Engines } from '../queue/runners/generation.ts'
import type { ExportRequest } from '../../../shared/storyboard/job.ts'
import type { Story } from './gather.ts'

export interface ExportRunnerOptions {
  readonly engines: Engines
  readonly files: Pick<GrantedFiles, 'resolve'>
  readonly ffmpeg: FfmpegFinder
  readonly library: LibraryFolder
  /** Emptied when the first export begins. */
  readonly workFolder: string
  /** `resources/fonts` */
  readonly fontsFolder: string
  /** `HiTVideo Studio 0.1.0` */
  readonly tool: string
}

const inputsSchema = z.object({ target: z.string(), overwrite: z.boolean(), options: exportOptionsSchema, isFull: z.boolean() })

type Inputs = z.output<typeof inputsSchema>
type Context = JobContext<ExportRequest, Inputs>

/** Parses the options of a request. @throws InvalidInputError naming the first fields at fault */
export function parseOptions(options: unknown): ExportOptions {
  const checked = checkInput(exportOptionsSchema, options)
  if (checked.ok) return checked.value
  const { reason, field } = checked
  throw new InvalidInputError({ operation: 'export', reason, remedy: 'Correct the choices', field: `options.${field}` })
}

export function createExportRunner(options: ExportRunnerOptions): JobRunner<'export', Inputs> {
  const { files, workFolder } = options
  let emptied: Promise<void> | null = null
  return {
    kind: 'export',
    // What is read back was parsed when it was stored; defaults are filled in already.
    inputsSchema: inputsSchema as z.ZodType<Inputs>,
    prepare: (request, read) => {
      const choices = parseOptions(request.options)
      const story = gatherStory(read, request.scope)
      if (choices.target === null) {
        throw new InvalidInputError({
          operation: 'export', reason: 'there is no place to write to', remedy: 'Choose one', field: 'options.target'
        })
      }
      const target = files.resolve(choices.target.file, 'write')
      const { overwrite } = choices.target
      checkTarget(target, overwrite)
      findSound(choices, read, options.library)
      const isFull = choices.metadata ?? readSettings(read).embedMetadata
      return { projectId: story.projectId, inputs: { target, overwrite, options: choices, isFull }, unit: 'frames', work: [] }
    },
    run: async (context) => {
      const { signal } = context
      emptied ??= rm(workFolder, { recursive: true, force: true })
      await emptied
      await mkdir(workFolder, { recursive: true, mode: 0o700 })
      const folder = await mkdtemp(join(workFolder, 'export-'))
      try {
        return { status: 'done', data: await runExport(context, options, folder) }
      } catch (error) {
        if (signal.aborted) return { status: 'stopped' }
        throw error
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

async function runExport(context: Context, options: ExportRunnerOptions, folder: string): Promise<ExportResult> {
  const { request, inputs, read, signal, plan, report } = context
  const { target, overwrite, options: choices, isFull } = inputs
  checkTarget(target, overwrite)
  const story = gatherStory(read, request.scope)
  const scenes = story.scenes.filter(isShown)
  const pictures = countPictures(request, story, read)
  const decodeKey = 'export/decode'
  const decoder = new TakeDecoder({
    engines: options.engines, read, folder, signal,
    onFrames: (done) => report(decodeKey, done)
  })
  const clip = await decoder.sharedShape(scenes.map(({ take }) => take))
  const shape = shapeExport(choices, story, clip, pictures)
  const encodeKey = `export/${choices.format}/${shape === null ? 0 : Math.round(Math.log2(shape.width * shape.height))}`
  const needsPicture = choices.format !== 'tokens'
  const decoded = (choices.format === 'contact-sheet' ? pictures : scenes.length) * clip.frames
  plan([
    { key: decodeKey, units: needsPicture ? decoded : 0 },
    { key: encodeKey, units: shape?.frames ?? 1 }
  ])
  const bytes = estimateBytes(choices, shape, clip, Math.max(scenes.length, pictures))
  checkSpace(dirname(target), bytes.result)
  checkSpace(folder, bytes.scratch)
  const work = {
    read, scope: request.scope, story, scenes, decoder, clip, isFull,
    tool: options.tool,
    fonts: needsLetters(choices) ? await loadFonts(options.fontsFolder) : [],
    language: findLanguage(read),
    audio: findSound(choices, read, options.library),
    write: {
      ffmpegPath: await findFfmpegFor(choices, clip, options.ffmpeg),
      workingFolder: folder, signal,
      onFrames: (done: number) => report(encodeKey, done)
    }
  }
  let missingCharacters = ''
  await writeWhole(target, async (temporary) => {
    const isArchive = 'archive' in choices && choices.archive
    const place = isArchive ? join(folder, 'archive') : temporary
    missingCharacters = await writeExport(work, choices, place)
    if (isArchive) await writeZip(place, temporary, signal)
    signal.throwIfAborted()
    checkTarget(target, overwrite)
  })
  return { bytes: await measure(target), name: basename(target), missingCharacters }
}

function needsLetters(choices: ExportOptions): boolean {
  return choices.format === 'pdf' || ('captions' in choices && choices.captions) || (choices.format === 'contact-sheet' && choices.labels)
}

/** Of the settings, or the system's. */
function findLanguage(read: ReadableDatabase): string {
  const { language } = readSettings(read)
  return language === 'system' ? Intl.DateTimeFormat().resolvedOptions().locale : language
}

/** The path of an ffmpeg that has what is needed; '' where none is. */
async function findFfmpegFor(choices: ExportOptions, clip: { framesPerSecond: number; frames: number; height: number; width: number }, finder: FfmpegFinder): Promise<string> {
  const needs = listNeeds(choices, clip)
  if (needs.length === 0) return ''
  const found = await finder.find()
  const lacking = listMissing(found).map(({ name }) => name)
  const missing = needs.filter((need) => lacking.includes(need))
  if (missing.length === 0) return found.path
  throw new UnavailableError({
    operation: 'export',
    reason: `ffmpeg ${found.version} lacks ${missing.join(', ')}`,
    remedy: 'Choose another format, or another ffmpeg in the settings'
  })
}

export function countPictures({ scope }: Pick<ExportRequest, 'scope'>, story: Story, read: ReadableDatabase): number {
  const shown = story.scenes.filter(isShown)
  const [first] = shown
  if (first === undefined) return 0
  if (scope.kind === 'project') return shown.length
  return scope.kind === 'shot' ? listAllTakes(read, first.shot).length : first.take.layers.length
}

async function measure(path: string): Promise<number> {
  const found = await stat(path)
  if (!found.isDirectory()) return found.size
  const names = await readdir(path)
  const sizes = await Promise.all(names.map((name) => measure(join(path, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
