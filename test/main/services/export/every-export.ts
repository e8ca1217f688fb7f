/** One export of every kind, and what must come out: for all programs that are to accept them. */
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { makeTone } from '../../pipeline/5-export/tone.ts'
import type { ExportChoices } from '../../../../src/shared/export/options.ts'
import type { AssetId, ProjectId } from '../../../../src/shared/storyboard/ids.ts'
import type { ExchangeStore } from './exchange-store.ts'

type WithoutTarget<Choices> = Choices extends unknown ? Omit<Choices, 'target'> : never

export interface ExportCase {
  readonly name: string
  readonly choices: WithoutTarget<ExportChoices>
  /** Whether a sound track is put under it. */
  readonly hasSound?: boolean
  readonly kind: 'video' | 'picture'
  /** Null: as the container's. */
  readonly framesPerSecond: number | null
}

const motion = { scale: 4, resampling: 'crisp' } as const

/** A storyboard of two shots; the second one stands still after its clip. */
export const exportCases: readonly ExportCase[] = [
  ...(['small', 'standard', 'high', 'lossless'] as const).flatMap((quality) =>
    (['mp4', 'webm'] as const).map((format): ExportCase => ({
      name: `${format} ${quality}`, choices: { format, quality, ...motion }, kind: 'video', framesPerSecond: null
    }))
  ),
  { name: 'mp4 60 frames/s, captions, sound', choices: { format: 'mp4', ...motion, framesPerSecond: 60, captions: true }, hasSound: true, kind: 'video', framesPerSecond: 60 },
  { name: 'webm 30 frames/s, captions, sound', choices: { format: 'webm', ...motion, framesPerSecond: 30, captions: true }, hasSound: true, kind: 'video', framesPerSecond: 30 },
  { name: 'gif', choices: { format: 'gif', ...motion }, kind: 'picture', framesPerSecond: null },
  { name: 'gif 25 frames/s', choices: { format: 'gif', ...motion, framesPerSecond: 25, colours: 32, dither: 'diffuse' }, kind: 'picture', framesPerSecond: 25 },
  ...(['mp4', 'webm', 'gif'] as const).map((container): ExportCase => ({
    name: `contact sheet ${container}`, choices: { format: 'contact-sheet', container, scale: 4 },
    kind: container === 'gif' ? 'picture' : 'video', framesPerSecond: null
  }))
]

export interface WrittenExport {
  readonly file: string
  readonly frames: number
  readonly framesPerSecond: number
  readonly width: number
  readonly height: number
}

/** Puts two shots into a project. */
export async function addTwoShots(store: ExchangeStore, projectId: ProjectId): Promise<void> {
  const { clip } = store.description.manifest
  await store.addShot(projectId, 'one', 1, clip.frames / clip.framesPerSecond)
  await store.addShot(projectId, 'two', 2, (clip.frames + 5) / clip.framesPerSecond)
}

/** Writes an export, with the shape that was planned for it. */
export async function writeCase(store: ExchangeStore, projectId: ProjectId, { name, choices, hasSound = false }: ExportCase): Promise<WrittenExport> {
  const scope = { kind: 'project', projectId } as const
  const sound = hasSound ? { audioAssetId: await keepTone(store, projectId) } : {}
  const wanted = { ...choices, ...sound } as typeof choices
  const { video } = await store.planExport(scope, wanted)
  if (video === null) throw new Error(`${name} is no video`)
  const extension = 'container' in choices ? choices.container : choices.format
  const file = join(store.outFolder, `${name.replaceAll('/', ' ')}.${extension}`)
  const job = await store.exportTo(file, scope, wanted)
  if (job.state !== 'done') throw new Error(`${name}: ${job.error?.message ?? job.state}`)
  const { frames, framesPerSecond, width, height } = video
  return { file, frames, framesPerSecond, width, height }
}

async function keepTone(store: ExchangeStore, projectId: ProjectId): Promise<AssetId> {
  const path = join(store.outFolder, 'tone.wav')
  await writeFile(path, makeTone(9))
  return (await store.importing['import.keep']({ projectId, files: [path] })).assetId as AssetId
}
