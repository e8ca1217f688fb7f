/**
 * A carried storyboard as bytes: `HVT1`, length of the header as 32 bits little-endian, header (JSON in UTF-8), tokens of
 * each layer of each take in the header's order, CRC-32 of all that as 32 bits little-endian. Described for other programs
 * in `docs/formats.md`.
 */
import { z } from 'zod'
import { InvalidInputError } from '../errors.ts'
import { layerSamplingSchema, layerShapeSchema, packReferenceSchema } from '../storyboard/take.ts'
import { carriedStoryboardSchema, carriedShotSchema, carriedTakeSchema } from './carried-storyboard.ts'
import { checksum } from './crc-32.ts'
import { chooseFlags, readTokens, writeTokens } from './token-bytes.ts'
import { decodeUtf8, encodeUtf8 } from './utf-8.ts'
import type { CarriedStoryboard, CarriedTake } from './carried-storyboard.ts'
import type { LayerTokens, PackReference } from '../storyboard/take.ts'

const magic = [0x48, 0x56, 0x54, 0x31] as const
const largestHeaderBytes = 64 * 2 ** 20

/** Short keys and lists: the header is the part of a take that does not pack well. */
const headerSchema = z.object({
  packs: z.array(
    z.tuple([
      packReferenceSchema.shape.id,
      packReferenceSchema.shape.version,
      packReferenceSchema.shape.hash,
      /** index, name, T, h, w, bits */
      z.array(z.tuple([z.int(), z.string(), z.int(), z.int(), z.int(), z.int()])).min(1).max(16)
    ])
  ),
  shots: z.array(
    z.object({
      ...carriedShotSchema.omit({ takes: true }).shape,
      takes: z.array(
        z.object({
          ...carriedTakeSchema.pick({ seed: true, draw: true }).shape,
          pack: z.int().min(0),
          /** Left out where it is the shot's. */
          prompt: z.string().optional(),
          negativePrompt: z.string().optional(),
          name: z.string().optional(),
          /** layer, guidance, temperature, top K, top P */
          sampling: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])).max(16),
          /** layer index, flags */
          layers: z.array(z.tuple([z.int(), z.int().min(0).max(31)])).min(1).max(16)
        })
      )
    })
  )
})

type Header = z.infer<typeof headerSchema>

const refuse = (reason: string, remedy = 'Take another copy of the file: this one is damaged'): never => {
  throw new InvalidInputError({ operation: 'read the storyboard in the file', reason, remedy })
}

function shapesOf(pack: Header['packs'][number]): PackReference['layers'] {
  return pack[3].map(([index, name, frames, height, width, bits]) => {
    const shape = layerShapeSchema.safeParse({ index, name, grid: [frames, height, width], bits })
    return shape.success ? shape.data : refuse(`layer ${index} of a pack has an impossible shape`)
  })
}

/**
 * The bytes of a storyboard.
 * @throws RangeError where a take's tokens do not fit its pack
 */
export function writeCarried(storyboard: CarriedStoryboard): Uint8Array {
  const packs: PackReference[] = []
  const tokens: Uint8Array[] = []
  const shots = storyboard.shots.map(({ takes, ...shot }) => ({
    ...shot,
    takes: takes.map((take) => {
      let pack = packs.findIndex((known) => known.hash === take.pack.hash)
      if (pack < 0) pack = packs.push(take.pack) - 1
      const layers = take.layers.map((layer): [number, number] => {
        const shape = take.pack.layers.find(({ index }) => index === layer.layer)
        if (shape === undefined) throw new RangeError(`write the tokens: the pack has no layer ${layer.layer}`)
        const flags = chooseFlags(shape, layer)
        tokens.push(...writeTokens(shape, layer, flags))
        return [layer.layer, flags]
      })
      return {
        pack, seed: take.seed, draw: take.draw, layers,
        ...(take.prompt === shot.prompt ? {} : { prompt: take.prompt }),
        ...(take.negativePrompt === shot.negativePrompt ? {} : { negativePrompt: take.negativePrompt }),
        ...(take.name === '' ? {} : { name: take.name }),
        sampling: take.sampling.map(({ layer, guidance, temperature, topK, topP }) => [layer, guidance, temperature, topK, topP] as const)
      }
    })
  }))
  const header = encodeUtf8(
    JSON.stringify({
      packs: packs.map(({ id, version, hash, layers }) => [
        id, version, hash, layers.map(({ index, name, grid, bits }) => [index, name, ...grid, bits])
      ]),
      shots
    })
  )
  const bytes = new Uint8Array(12 + header.length + tokens.reduce((sum, piece) => sum + piece.length, 0))
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint32(4, header.length, true)
  bytes.set(header, 8)
  let place = 8 + header.length
  for (const piece of tokens) {
    bytes.set(piece, place)
    place += piece.length
  }
  view.setUint32(place, checksum(bytes.subarray(0, place)), true)
  return bytes
}

/** Whether some bytes begin like a carried storyboard. */
export function isCarried(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && magic.every((byte, i) => bytes[i] === byte)
}

/**
 * The storyboard again.
 * @throws InvalidInputError where the bytes are not what `writeCarried` writes
 */
export function readCarried(bytes: Uint8Array): CarriedStoryboard {
  if (!isCarried(bytes)) return refuse('it does not begin with HVT1', 'Choose a file that this studio has exported')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - 4
  if (view.getUint32(end, true) !== checksum(bytes.subarray(0, end))) return refuse('its checksum differs')
  const headerBytes = view.getUint32(4, true)
  if (headerBytes > Math.min(end - 8, largestHeaderBytes)) return refuse('its header is longer than the file')
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes))
  const packs = header.packs.map((pack): PackReference => {
    const [id, version, hash] = pack
    return { id, version, hash, layers: shapesOf(pack) }
  })
  let place = 8 + headerBytes
  const readLayer = (pack: PackReference, index: number, flags: number): LayerTokens => {
    const shape = pack.layers.find((candidate) => candidate.index === index) ?? refuse(`its pack has no layer ${index}`)
    const read = readTokens(shape, flags, bytes.subarray(place, end)) ?? refuse(`the tokens of layer ${index} are cut off`)
    place += read.size
    return read.tokens
  }
  const shots = header.shots.map((shot) => ({
    ...shot,
    takes: shot.takes.map((take): CarriedTake => {
      const pack = packs[take.pack] ?? refuse('a take names a pack that is not there')
      return {
        pack,
        seed: take.seed,
        draw: take.draw,
        prompt: take.prompt ?? shot.prompt,
        negativePrompt: take.negativePrompt ?? shot.negativePrompt,
        name: take.name ?? '',
        sampling: take.sampling.map(([layer, guidance, temperature, topK, topP]) =>
          layerSamplingSchema.parse({ layer, guidance, temperature, topK, topP })
        ),
        layers: take.layers.map(([index, flags]) => readLayer(pack, index, flags))
      }
    })
  }))
  if (place !== end) return refuse('there are bytes after its tokens')
  const storyboard = carriedStoryboardSchema.safeParse({ shots })
  return storyboard.success ? storyboard.data : refuse('its records are out of range')
}

function parseHeader(bytes: Uint8Array): Header {
  try {
    return headerSchema.parse(JSON.parse(decodeUtf8(bytes) ?? ''))
  } catch {
    return refuse('its header cannot be read', 'Update the studio: a newer one may have written it')
  }
}
