/** Sound videos, to be damaged: every container that can be imported, one with a storyboard, 8K, and three hours. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFfmpeg, runFfmpeg } from '../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { writeVideo } from '../../../src/main/pipeline/5-export/write-video.ts'
import { writeCarriedText } from '../../../src/shared/carried/carried-text.ts'
import { writeXmp } from '../../../src/shared/carried/xmp.ts'
import { writeSample } from '../../main/pipeline/0-import/sample-videos.ts'
import { createMovingPicture } from '../../main/pipeline/5-export/moving-picture.ts'
import { drawStoryboard } from '../../shared/carried/draw-storyboard.ts'
import { createRandom } from '../draw-json.ts'

export interface Sample {
  readonly name: string
  readonly extension: string
  readonly bytes: Buffer
  /** How often it is drawn, beside the others. */
  readonly weight: number
}

const kinds = ['mp4', 'mov', 'mkv', 'webm', 'gif', 'png', 'jpeg'] as const

/** Made by ffmpeg out of nothing. */
const drawn = [
  { name: 'three hours', extension: 'mp4', source: 'color=s=64x64:r=1/60:d=10800', codec: ['-c:v', 'libx264'], format: 'mp4', weight: 4 },
  { name: 'three hours', extension: 'mkv', source: 'testsrc=s=64x64:r=1/20:d=10800', codec: ['-c:v', 'libvpx-vp9', '-cpu-used', '8'], format: 'matroska', weight: 2 },
  { name: '8K', extension: 'mp4', source: 'testsrc=s=7680x4320:r=8:d=0.5', codec: ['-c:v', 'libx264', '-preset', 'ultrafast'], format: 'mp4', weight: 1 }
] as const

/** @param folder for the files that are made on the way */
export async function makeSamples(folder: string): Promise<Sample[]> {
  const samples: Sample[] = []
  const source = createMovingPicture(24)
  for (const kind of kinds) {
    const [path = ''] = await writeSample(kind, source, folder)
    samples.push({ name: 'plain', extension: kind, bytes: await readFile(path), weight: 5 })
  }
  for (const container of ['mp4', 'webm'] as const) {
    samples.push({ name: 'with a storyboard', extension: container, bytes: await writeCarrying(container, folder), weight: 5 })
  }
  for (const { name, extension, source: picture, codec, format, weight } of drawn) {
    const path = join(folder, `${name}.${extension}`)
    await runFfmpeg(['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', picture, ...codec, '-f', format, `file:${path}`])
    samples.push({ name, extension, bytes: await readFile(path), weight })
  }
  return samples
}

async function writeCarrying(container: 'mp4' | 'webm', folder: string): Promise<Buffer> {
  const workingFolder = join(folder, `work-${container}`)
  await mkdir(workingFolder)
  const path = join(folder, `carrying.${container}`)
  const storyboard = writeCarriedText(drawStoryboard(createRandom(1)))
  await writeVideo(
    createMovingPicture(24),
    { container, quality: 'small', scale: 1, resampling: 'crisp', framesPerSecond: null, hasCaptions: false, audio: null, tags: {} },
    path,
    {
      ffmpegPath: findFfmpeg(), workingFolder, signal: new AbortController().signal, onFrames: () => undefined,
      xmp: writeXmp({ source: 'generated', creatorTool: 'test', storyboard })
    }
  )
  return readFile(path)
}
