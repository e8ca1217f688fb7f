/** Import jobs of the queue: a kept video → the tokens of a take. */
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { importOptionsSchema } from '../../../shared/import/options.ts'
import { checkInput, InvalidInputError, NotFoundError } from '../../../shared/errors.ts'
import { shotDefaults } from '../../../shared/storyboard/shot.ts'
import { packBits } from '../../../shared/tokens/bit-set.ts'
import { assetFile, findAsset } from '../../database/assets.ts'
import { storePack } from '../../database/takes.ts'
import { examineVideo } from '../../pipeline/0-import/examine-video.ts'
import { readExcerpt } from '../../pipeline/0-import/read-excerpt.ts'
import { toPackReference } from '../queue/runners/generation.ts'
import { addTakeWithLayers } from '../workspace/child-takes.ts'
import { getProject, getShot } from '../workspace/owners.ts'
import { placeShots } from '../workspace/place-shots.ts'
import { measureLayers } from './measure-layers.ts'
import type { EncodeResult } from '../../../shared/contract/engine.ts'
import type { ImportOptions, Reconstruction } from '../../../shared/import/options.ts'
import type { Asset } from '../../../shared/storyboard/asset.ts'
import type { ShotId, TakeId } from '../../../shared/storyboard/ids.ts'
import type { ImportRequest } from '../../../shared/storyboard/job.ts'
import type { LayerTokens, PackReference } from '../../../shared/storyboard/take.ts'
import type { LibraryFolder } from '../../database/library-folder.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { FfmpegFinder } from '../../pipeline/5-export/find-ffmpeg.ts'
import type { Edit } from '../workspace/edit.ts'
import type { JobContext, JobEnd, JobRunner } from '../queue/runner.ts'
import type { Engines } from '../queue/runners/generation.ts'

export interface ImportRunnerOptions {
  readonly engines: Engines
  readonly ffmpeg: FfmpegFinder
  readonly library: LibraryFolder
  /** Emptied when the first import begins. */
  readonly workFolder: string
}

const inputsSchema = z.object({ options: importOptionsSchema })

type Inputs = z.output<typeof inputsSchema>
type Context = JobContext<ImportRequest, Inputs>

function parseOptions(options: unknown): ImportOptions {
  const checked = checkInput(importOptionsSchema, options)
  if (checked.ok) return checked.value
  const { reason, field } = checked
  throw new InvalidInputError({ operation: 'import the video', reason, remedy: 'Correct the choices', field: `options.${field}` })
}

function getAsset(read: ReadableDatabase, request: ImportRequest): Asset {
  const asset = findAsset(read, request.assetId)
  if (asset !== undefined) return asset
  throw new NotFoundError({ operation: 'import the video', reason: 'its file is not kept any more', remedy: 'Choose it again' })
}

export function createImportRunner(options: ImportRunnerOptions): JobRunner<'import', Inputs> {
  const { workFolder } = options
  let emptied: Promise<void> | null = null
  return {
    kind: 'import',
    inputsSchema: inputsSchema as z.ZodType<Inputs>,
    prepare: (request, read) => {
      getProject(read, request.projectId)
      if (request.shotId !== null) getShot(read, request.shotId)
      getAsset(read, request)
      return { projectId: request.projectId, inputs: { options: parseOptions(request.options) }, unit: 'frames', work: [] }
    },
    run: async (context) => {
      emptied ??= rm(workFolder, { recursive: true, force: true })
      await emptied
      await mkdir(workFolder, { recursive: true, mode: 0o700 })
      const folder = await mkdtemp(join(workFolder, 'import-'))
      try {
        return await runImport(context, options, folder)
      } catch (error) {
        if (context.signal.aborted) return { status: 'stopped' }
        throw error
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

async function runImport(context: Context, { engines, ffmpeg, library }: ImportRunnerOptions, folder: string): Promise<JobEnd> {
  const { request, inputs, read, signal, plan, report } = context
  const { options } = inputs
  const asset = getAsset(read, request)
  const path = assetFile(library, asset.hash)
  const opened = await engines.open(options.packId)
  const { clip, layers } = opened.description.manifest
  plan([
    { key: 'import/read', units: clip.frames },
    { key: 'import/encode', units: clip.frames },
    { key: 'import/measure', units: clip.frames * layers.length }
  ])
  const video = await examineVideo(path)
  const frames = join(folder, 'frames.rgb')
  await readExcerpt(video, path, options, clip, frames, { ffmpegPath: (await ffmpeg.find()).path, signal })
  report('import/read', clip.frames)
  const encoded = await opened.engine.call('encode', { file: frames }, { signal })
  if (signal.aborted) return { status: 'stopped' }
  report('import/encode', clip.frames)
  const { tokens, masked } = encoded
  const reconstruction = await measureLayers(opened, {
    tokens, masked, original: frames, decoded: join(folder, 'decoded.rgb'), signal,
    onLayers: (count) => report('import/measure', count * clip.frames)
  })
  if (reconstruction === null) return { status: 'stopped' }
  const pack = toPackReference(opened.description)
  const maskLayer = opened.description.manifest.mask?.layer ?? null
  return {
    status: 'done',
    mark: 'import',
    apply: (edit) => store(edit, { request, options, asset, pack, reconstruction, layers: toLayers(pack, encoded, maskLayer, options.lockBoard) })
  }
}

function toLayers(pack: PackReference, { tokens, masked }: EncodeResult, maskLayer: number | null, lockBoard: boolean): LayerTokens[] {
  return pack.layers.map(({ index }, order) => {
    const codes = tokens[index] ?? []
    return {
      layer: index,
      codes,
      masked: index === maskLayer ? masked : null,
      locked: lockBoard && order === 0 ? packBits(codes.map(() => 1)) : null,
      stale: null
    }
  })
}

interface Imported {
  readonly request: ImportRequest
  readonly options: ImportOptions
  readonly asset: Asset
  readonly pack: PackReference
  readonly layers: readonly LayerTokens[]
  readonly reconstruction: readonly Reconstruction[]
}

function store(edit: Edit, { request, options, asset, pack, layers, reconstruction }: Imported): { takeIds: TakeId[]; data: { reconstruction: Reconstruction[] } } {
  storePack(edit.database, pack)
  const shotId = request.shotId ?? addShot(edit, options.prompt)
  const prompt = options.prompt || getShot(edit.database, shotId).prompt
  const takeId = addTakeWithLayers(
    edit,
    {
      projectId: edit.projectId, shotId, parentTakeId: null, origin: 'import', prompt, negativePrompt: '', seed: 0, draw: 0,
      sampling: [], packHash: pack.hash, name: asset.name.slice(0, 200).toWellFormed(), starred: false, rating: 0, assetId: asset.id
    },
    layers
  )
  return { takeIds: [takeId], data: { reconstruction: [...reconstruction] } }
}

function addShot(edit: Edit, prompt: string): ShotId {
  const id = randomUUID() as ShotId
  const [orderKey = ''] = placeShots(edit, null, 1)
  edit.addShot({
    ...shotDefaults, prompt, id, projectId: edit.projectId, orderKey, chosenTakeId: null, presence: 'kept', createdAt: edit.now, updatedAt: edit.now
  })
  return id
}
