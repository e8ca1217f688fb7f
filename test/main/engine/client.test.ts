import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { EngineClient, type EngineClientOptions } from '../../../src/main/engine/client.ts'
import { EngineDiedError } from '../../../src/main/engine/engine-died-error.ts'
import type { TokensByLayer } from '../../../src/shared/contract/engine.ts'
import { EngineLostError, PackError } from '../../../src/shared/errors.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'
import { copyPack } from '../inference/pack-copy.ts'

// Each test starts processes: on a busy machine that alone takes seconds.
vi.setConfig({ testTimeout: 120_000 })

const started: EngineClient[] = []

function startClient(options: Partial<EngineClientOptions> = {}): EngineClient {
  const client = new EngineClient({ setup: { packFolder: fixtureFolder, providers: ['cpu'] }, ...options })
  started.push(client)
  return client
}

afterEach(() => {
  for (const client of started.splice(0)) client.stop()
})

const request = { prompt: 'a dog runs', takes: [{ seed: 1 }], untilLayer: 0 }

test('the engine is a process of its own that describes its pack and device', async () => {
  const client = startClient()
  const { manifest, device, folder, residentBytes } = await client.ready()
  expect(manifest.id).toBe('plumbing')
  expect(device.provider).toBe('cpu')
  expect(folder).toBe(fixtureFolder)
  expect(residentBytes).toBeGreaterThan(1e6)
  expect(client.pid).not.toBe(process.pid)
})

test('calls that are under way together each get their own events and result', async () => {
  const client = startClient()
  const alone = await client.call('generate', request)
  const seeds = [1, 2, 3]
  const events = seeds.map(() => 0)
  const results = await Promise.all(
    seeds.map((seed, i) =>
      client.call('generate', { ...request, takes: [{ seed }] }, { onEvent: () => void (events[i] = events[i]! + 1) })
    )
  )
  expect(results.map(({ takes }) => takes[0]?.seed)).toEqual(seeds)
  expect(results[0]!.takes).toEqual(alone.takes)
  expect(Math.min(...events)).toBeGreaterThan(10)
})

test('a bad request is a typed error with its field, and the engine answers the next one', async () => {
  const client = startClient()
  const wrong = { ...request, takes: [{ seed: 1, locked: { 2: [99] } }] }
  await expect(client.call('generate', wrong)).rejects.toMatchObject({
    kind: 'invalid-input',
    field: 'takes.0.locked.2.0'
  })
  expect((await client.call('generate', request)).status).toBe('done')
})

test('a cancel ends a generation with what there is', async () => {
  const client = startClient()
  await client.ready()
  const controller = new AbortController()
  const takes = Array.from({ length: 64 }, (_, seed) => ({ seed }))
  const result = await client.call(
    'generate',
    { ...request, takes },
    {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'layer') controller.abort()
      }
    }
  )
  expect(result.status).toBe('cancelled')
  expect(result.takes.every(({ tokens }) => !tokens[0]?.every((code) => code >= 0))).toBe(true)
})

// Of one candidate each layer is handed out as it is drawn, of several all of them when one is chosen.
test.each([
  { candidates: 1, kept: [2, 1] },
  { candidates: 3, kept: [2] }
])('an engine killed while it draws $candidates reports layer and step, and the take resumes to the uninterrupted one', async ({ candidates, kept }) => {
  const asked = { ...request, candidates }
  const deaths: EngineDiedError[] = []
  const client = startClient({ onDeath: (error) => void deaths.push(error) })
  const whole = await client.call('generate', asked)
  const tokens: TokensByLayer = { 2: fill(4), 1: fill(16), 0: fill(128) }
  let masked: string | null = null
  const first = client.pid!
  const dying = client.call('generate', asked, {
    onEvent: (event) => {
      if (event.type === 'mask') masked = event.masked
      if (event.type === 'tokens')
        event.positions.forEach((position, i) => (tokens[event.layer]![position] = event.codes[i]!))
      if (event.type === 'step' && event.layer === 0 && event.step === 1) process.kill(first, 'SIGKILL')
    }
  })
  const error: unknown = await dying.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(EngineDiedError)
  expect(error).toMatchObject({ kind: 'engine-lost', reached: { layer: 0 } })
  expect(deaths).toHaveLength(1)
  expect([2, 1].filter((layer) => !tokens[layer]!.includes(-1))).toEqual(kept)
  const resumed = await client.call('generate', { ...asked, takes: [{ seed: 1, tokens, masked }] })
  expect(client.pid).not.toBe(first)
  expect(resumed.takes[0]?.tokens).toEqual(whole.takes[0]?.tokens)
})

const fill = (count: number): number[] => Array.from({ length: count }, () => -1)

test('a pack that cannot be opened rejects every call with the reason', async () => {
  await using copy = await copyPack()
  await rm(join(copy.folder, 'encoder.onnx'))
  const client = startClient({ setup: { packFolder: copy.folder, providers: ['cpu'] } })
  await expect(client.ready()).rejects.toThrow(PackError)
  await expect(client.call('generate', request)).rejects.toMatchObject({ reason: 'encoder.onnx is missing' })
})

test('a module that ends at once is reported and not started again and again', async () => {
  const deaths: EngineDiedError[] = []
  const modulePath = join(await mkdtemp(join(tmpdir(), 'hitvideo-engine-')), 'ends.mjs')
  await writeFile(modulePath, 'process.exit(3)')
  const client = startClient({ modulePath, onDeath: (error) => void deaths.push(error) })
  await expect(client.ready()).rejects.toThrow(EngineDiedError)
  expect(client.pid).toBeUndefined()
  expect(deaths).toHaveLength(1)
})

test('a stopped engine ends its process, rejects what is under way and refuses more', async () => {
  const client = startClient()
  await client.ready()
  const takes = Array.from({ length: 64 }, (_, seed) => ({ seed }))
  const open = client.call('generate', { ...request, takes }).catch((error: unknown) => error)
  await client.call('encodePrompt', { prompt: 'dog' })
  client.stop()
  expect(await open).toBeInstanceOf(EngineLostError)
  await expect(client.ready()).rejects.toThrow(EngineLostError)
})

test('a prompt of 10,000 characters is cut and the caller is told', async () => {
  const reading = await startClient().call('encodePrompt', { prompt: 'dog beach '.repeat(1000) })
  expect(reading).toMatchObject({ isCut: true, tokens: 8, total: 2002 })
})
