/** Random storyboards through every container. `HITVIDEO_CASES=500` for many. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addPngXmp } from '../../../../src/main/pipeline/5-export/containers/png-xmp.ts'
import { readCarriedFrom, writeXmpInto } from '../../../../src/main/pipeline/5-export/containers/xmp-in-file.ts'
import { findFfmpeg, runFfmpeg } from '../../../../src/main/pipeline/5-export/run-ffmpeg.ts'
import { writeCarriedText } from '../../../../src/shared/carried/carried-text.ts'
import { writeXmp } from '../../../../src/shared/carried/xmp.ts'
import { createRandom } from '../../../fuzz/draw-json.ts'
import { drawStoryboard } from '../../../shared/carried/draw-storyboard.ts'
import { makeAwkwardFolder } from './awkward-folder.ts'
import { createMovingPicture } from './moving-picture.ts'
import { decodeWith } from './other-programs.ts'

const cases = Number(process.env['HITVIDEO_CASES'] ?? 12)
const seed = Number(process.env['HITVIDEO_SEED'] ?? 1)

const codecs = {
  mp4: ['-c:v', 'libx264', '-movflags', '+faststart', '-f', 'mp4'],
  webm: ['-c:v', 'libvpx-vp9', '-f', 'webm'],
  gif: ['-f', 'gif'],
  png: ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe']
} as const

test.each(['mp4', 'webm', 'gif', 'png'] as const)(`${cases} storyboards (seed ${seed}) come back from %s, and the picture stays`, async (kind) => {
  const folder = await makeAwkwardFolder()
  await mkdir(join(folder, 'in'))
  const base = join(folder, 'in', `base.${kind}`)
  const source = createMovingPicture(6)
  const input = ['-nostdin', '-v', 'error', '-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', '48x40', '-framerate', '8', '-i', 'pipe:0']
  await runFfmpeg([...input, ...codecs[kind], `file:${base}`], { input: source.read(), ffmpegPath: findFfmpeg() })
  const shown = await decodeWith(base)
  expect(await readCarriedFrom(base)).toBeNull()
  const random = createRandom(seed)
  const path = join(folder, 'out')
  for (let index = 0; index < cases; index++) {
    const storyboard = drawStoryboard(random)
    const packet = writeXmp({ source: 'generated', creatorTool: 'test', title: storyboard.shots[0]?.prompt, storyboard: writeCarriedText(storyboard) })
    if (kind === 'png') {
      await writeFile(path, addPngXmp(await readFile(base), Buffer.from(packet)))
    } else {
      await copyFile(base, path)
      await writeXmpInto(path, kind, packet)
    }
    expect(await readCarriedFrom(path), `case ${index}`).toEqual(storyboard)
  }
  expect((await decodeWith(path)).equals(shown)).toBe(true)
}, 60_000 + cases * 1000)
