/** The fixture pack's engine with frames of a real pack's size: each of its frames is enlarged and shown several times. */
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { DecodeResult, EngineDescription } from '../../src/shared/contract/engine.ts'
import type { Engine } from '../../src/main/services/engine.ts'
import type { Engines } from '../../src/main/services/queue/runners/generation.ts'
import type { ClipShape } from '../../src/main/services/export/take-decoder.ts'

function enlarge(frame: Uint8Array, from: ClipShape, to: ClipShape): Buffer {
  const large = Buffer.alloc(to.width * to.height * 3)
  for (let y = 0; y < to.height; y++) {
    const row = Math.floor((y * from.height) / to.height) * from.width
    for (let x = 0; x < to.width; x++) {
      const at = (row + Math.floor((x * from.width) / to.width)) * 3
      const place = (y * to.width + x) * 3
      large[place] = frame[at] ?? 0
      large[place + 1] = frame[at + 1] ?? 0
      large[place + 2] = frame[at + 2] ?? 0
    }
  }
  return large
}

/** rgb24 `[from.frames, from.height, from.width, 3]` → `[to.frames, to.height, to.width, 3]` */
async function enlargeFile(source: string, target: string, from: ClipShape, to: ClipShape): Promise<void> {
  const bytes = from.width * from.height * 3
  const out = await open(target, 'w')
  try {
    let shown = 0
    let frame = 0
    for await (const piece of createReadStream(source, { highWaterMark: bytes }) as AsyncIterable<Buffer>) {
      const large = enlarge(piece, from, to)
      frame += 1
      for (; shown < (frame * to.frames) / from.frames; shown++) await out.write(large)
    }
  } finally {
    await out.close()
  }
}

/** @param clip size of the frames that are wanted */
export function withLargeFrames(engine: Engine, clip: ClipShape): Engines {
  return {
    open: async () => {
      const own = await engine.ready()
      const small = own.manifest.clip
      const description: EngineDescription = { ...own, manifest: { ...own.manifest, clip } }
      const decode: Engine['call'] = async (method, params, options) => {
        const { file, ...rest } = params as { file: string }
        const request = { ...rest, file: `${file}.small`, fromFrame: 0, toFrame: small.frames }
        const result = await engine.call(method, request as never, options)
        await enlargeFile(`${file}.small`, file, small, clip)
        await rm(`${file}.small`)
        return { ...(result as DecodeResult), frames: clip.frames } as never
      }
      return { description, engine: { call: (method, params, options) => (method === 'decode' ? decode : engine.call)(method, params, options) } }
    }
  }
}
