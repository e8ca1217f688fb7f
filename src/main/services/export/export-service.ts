/** The service of the `export` domain. The work itself is the queue's. */
import { writeCarriedText } from '../../../shared/carried/carried-text.ts'
import { listMissing } from '../../pipeline/5-export/inspect-ffmpeg.ts'
import { getShot, getTake } from '../workspace/owners.ts'
import { countPictures } from './export-runner.ts'
import { carryScenes, gatherStory } from './gather.ts'
import { planExport } from './plan-export.ts'
import { isShown } from './story-frames.ts'
import { TakeDecoder } from './take-decoder.ts'
import type { exportMethods } from '../../../shared/contract/export.ts'
import type { Handlers } from '../../../shared/rpc/table.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { FfmpegFinder } from '../../pipeline/5-export/find-ffmpeg.ts'
import type { Engines } from '../queue/runners/generation.ts'

export interface ExportServiceOptions {
  readonly read: ReadableDatabase
  readonly engines: Engines
  readonly ffmpeg: FfmpegFinder
}

export function createExportService({ read, engines, ffmpeg }: ExportServiceOptions): Handlers<typeof exportMethods> {
  return {
    'export.plan': async ({ scope, options }) => {
      const story = gatherStory(read, scope)
      const decoder = new TakeDecoder({ engines, read, folder: '', signal: new AbortController().signal, onFrames: () => undefined })
      const clip = await decoder.sharedShape(story.scenes.filter(isShown).map(({ take }) => take))
      const lacking = await ffmpeg.find().then(listMissing, () => [])
      return planExport(options, story, clip, countPictures({ scope }, story, read), lacking.map(({ name }) => name))
    },
    'export.takeText': ({ takeId }) => {
      const take = getTake(read, takeId)
      const text = writeCarriedText(carryScenes(read, [{ shot: getShot(read, take.shotId), takes: [take], chosen: 0 }]))
      return { text, bytes: text.length }
    }
  }
}
