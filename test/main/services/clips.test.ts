/** The clip service on a real engine with the fixture pack, and a real ffmpeg. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createMediaLibrary } from '../../../src/main/media/library.ts'
import { createClipsService } from '../../../src/main/services/clips.ts'
import type { ClipsService } from '../../../src/main/services/clips.ts'
import { createEngine } from '../../../src/main/services/engine.ts'
import type { Engine } from '../../../src/main/services/engine.ts'
import { createEventHub } from '../../../src/main/services/event-hub.ts'
import type { ClipOutcome } from '../../../src/shared/contract/clips.ts'
import { ConflictError, NotFoundError } from '../../../src/shared/errors.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

const cacheFolder = mkdtempSync(join(tmpdir(), 'clips-'))
const media = createMediaLibrary()
const hub = createEventHub()
const defects: object[] = []
const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void defects.push(fields) }

const outcomes = new Map<string, ClipOutcome>()
const stages = new Map<string, Set<string>>()
hub.subscribe((name, payload) => {
  if (name === 'clips.ended') {
    const { clipId, outcome } = payload as { clipId: string; outcome: ClipOutcome }
    outcomes.set(clipId, outcome)
  }
  if (name === 'clips.progress') {
    const { clipId, stage } = payload as { clipId: string; stage: { kind: string; layer?: number } }
    stages.set(clipId, (stages.get(clipId) ?? new Set()).add(`${stage.kind} ${stage.layer ?? ''}`.trim()))
  }
})

let engine: Engine
let clips: ClipsService

beforeAll(() => {
  engine = createEngine({ packFolders: [], wantedPack: fixtureFolder, fork: undefined, log })
  clips = createClipsService({ engine, cacheFolder, media, emit: hub.emit, log })
})
afterAll(() => {
  engine.stop()
  rmSync(cacheFolder, { recursive: true })
})

async function waitForEnd(clipId: string): Promise<ClipOutcome> {
  return vi.waitFor(
    () => {
      const outcome = outcomes.get(clipId)
      if (outcome === undefined) throw new Error('the clip is still being made')
      return outcome
    },
    { timeout: 15_000 }
  )
}

test('a prompt becomes a registered MP4, layer after layer, and no raw frames stay', async () => {
  const clipId = randomUUID()
  expect(await clips.handlers['clips.create']({ clipId, prompt: 'a dog', seed: 7 })).toEqual({ seed: 7 })
  const outcome = await waitForEnd(clipId)
  expect(outcome).toMatchObject({ status: 'done', seed: 7 })
  const { manifest } = await engine.ready()
  expect([...(stages.get(clipId) ?? [])]).toEqual([...manifest.layers.map(({ index }) => `layer ${index}`), 'frames'])
  const video = outcome.status === 'done' ? media.find(outcome.videoId) : undefined
  expect(video).toMatchObject({ type: 'video/mp4', file: join(cacheFolder, `${clipId}.mp4`) })
  expect(readdirSync(cacheFolder)).toEqual([`${clipId}.mp4`])
})

test('a clip that is cancelled ends as cancelled and leaves no file', async () => {
  const before = readdirSync(cacheFolder)
  const clipId = randomUUID()
  await clips.handlers['clips.create']({ clipId, prompt: 'a dog', seed: null })
  await clips.handlers['clips.cancel']({ clipId })
  expect(await waitForEnd(clipId)).toEqual({ status: 'cancelled' })
  expect(readdirSync(cacheFolder)).toEqual(before)
})

test('an id that is in use, and more clips than the engine should take at once, are refused', async () => {
  const ids = Array.from({ length: 4 }, () => randomUUID())
  for (const clipId of ids) await clips.handlers['clips.create']({ clipId, prompt: 'a dog', seed: 1 })
  const create = (clipId: string) => clips.handlers['clips.create']({ clipId, prompt: 'a dog', seed: 1 })
  expect(() => create(ids[0] ?? '')).toThrow(ConflictError)
  expect(() => create(randomUUID())).toThrow(ConflictError)
  for (const clipId of ids) await waitForEnd(clipId)
})

test('the pack is described with its layers in order of generation', async () => {
  const description = await clips.handlers['clips.describePack']({})
  expect(description.layers.map(({ index }) => index)).toEqual(description.layers.map(({ index }) => index).toSorted((a, b) => b - a))
  expect(description.device.provider).toBe('cpu')
})

test('without a pack the clip fails with what to do, and that is no defect', async () => {
  const without = createEngine({ packFolders: [], wantedPack: null, fork: undefined, log })
  const service = createClipsService({ engine: without, cacheFolder, media, emit: hub.emit, log })
  await expect(service.handlers['clips.describePack']({})).rejects.toThrow(NotFoundError)
  const clipId = randomUUID()
  await service.handlers['clips.create']({ clipId, prompt: 'a dog', seed: 1 })
  expect(await waitForEnd(clipId)).toMatchObject({ status: 'failed', error: { kind: 'not-found' } })
  expect(defects).toEqual([])
})

test('closing cancels what runs and removes what was made', async () => {
  const clipId = randomUUID()
  await clips.handlers['clips.create']({ clipId, prompt: 'a dog', seed: 1 })
  await clips.close()
  expect(outcomes.has(clipId)).toBe(true)
  expect(existsSync(join(cacheFolder, `${clipId}.mp4`))).toBe(false)
  expect(readdirSync(cacheFolder)).toEqual([])
})
