import { expect, test } from 'vitest'
import type { EngineParams } from '../../../../src/shared/contract/engine.ts'
import { EngineLostError } from '../../../../src/shared/errors.ts'
import { countedLayer, createCounterEngine, promptLength } from '../../counter-engine.ts'
import { addShot, addTake, makeFolder, openTestStore, untilJob } from '../../test-store.ts'

test('a board job makes one take for each seed, and the first one is chosen', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  const added = await store.call('queue.add', {
    request: { kind: 'board', shotId: shot.id, seeds: [3, 4], sampling: [{ layer: 3, temperature: 0.5 }], packId: null }
  })
  const job = await untilJob(store, added.id)
  expect(job).toMatchObject({ state: 'done', error: null, attempts: 1, progress: { done: 32, total: 32, unit: 'tokens' } })
  const { takes } = await store.call('takes.list', { shotId: shot.id })
  expect(takes.map((take) => take.seed)).toEqual([3, 4])
  expect(takes[0]).toMatchObject({ origin: 'board', sampling: [{ layer: 3, guidance: 3, temperature: 0.5, topK: 0, topP: 0.95 }] })
  const [first] = takes
  const tokens = await store.call('takes.tokens', { takeId: first?.id ?? '' })
  expect(tokens.layers.map(({ layer, codes }) => [layer, codes])).toEqual([[3, countedLayer(3, 3)]])
  expect((await store.call('shots.get', { shotId: shot.id })).chosenTakeId).toBe(first?.id)
  expect(store.payloads('queue.layer')).toEqual([{ jobId: job.id, takeIndex: 0, layer: 3 }, { jobId: job.id, takeIndex: 1, layer: 3 }])
})

test('the windows are told what is read of a prompt that is too long for the pack', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store, 'a dog '.repeat(1666))
  const { id } = await store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [3], sampling: [], packId: null } })
  expect((await untilJob(store, id)).state).toBe('done')
  expect(store.payloads('queue.promptCut')).toEqual([{ jobId: id, read: 'a dog '.repeat(1666).slice(0, promptLength) }])
})

test('generation is one entry of the history and can be undone and redone', async () => {
  const store = await openTestStore()
  const { project, shot } = await addShot(store)
  const { id } = await store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [1, 2], sampling: [], packId: null } })
  await untilJob(store, id)
  const undone = await store.call('history.undo', { projectId: project.id })
  expect(undone.redo?.mark).toBe('generate-boards')
  expect((await store.call('takes.list', { shotId: shot.id })).takes).toEqual([])
  expect((await store.call('shots.get', { shotId: shot.id })).chosenTakeId).toBe(null)
  await store.call('history.redo', { projectId: project.id })
  expect((await store.call('takes.list', { shotId: shot.id })).takes).toHaveLength(2)
})

test('densify adds the missing layers to the take itself', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 9, [3])
  const { id } = await store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [], seed: null, sampling: [] } })
  const job = await untilJob(store, id)
  expect(job.result?.takeIds).toEqual([take.id])
  const { layers } = await store.call('takes.tokens', { takeId: take.id })
  expect(layers.map(({ codes }) => codes)).toEqual([countedLayer(9, 3), countedLayer(9, 2), countedLayer(9, 0)])
})

test('densifying layers that are there makes a child, keeps locked tokens, and leaves the parent as it was', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 9)
  await store.call('takes.lock', { takeId: take.id, layer: 2, positions: [5], isLocked: true })
  const { id } = await store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [2], seed: null, sampling: [] } })
  const { result } = await untilJob(store, id)
  const child = await store.call('takes.tokens', { takeId: result?.takeIds[0] ?? '' })
  const drawn = countedLayer(9, 2, 1)
  expect(child.layers[1]?.codes).toEqual(drawn.map((code, i) => (i === 5 ? countedLayer(9, 2)[5] : code)))
  expect(child.layers[2]?.codes).toEqual(countedLayer(9, 0))
  const [before] = await store.call('takes.getMany', { takeIds: [take.id] })
  expect(before?.layers.map((layer) => layer.stale)).toEqual([0, 0, 0])
  const [after] = await store.call('takes.getMany', { takeIds: result?.takeIds ?? [] })
  expect(after).toMatchObject({ parentTakeId: take.id, origin: 'densify', draw: 1 })
  expect(after?.layers.find((layer) => layer.layer === 0)?.stale).toBeGreaterThan(0)
})

test('a re-roll changes the chosen cells only, leaves locked ones out, and two in a row differ', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 9, [3])
  await store.call('takes.lock', { takeId: take.id, layer: 3, positions: [1], isLocked: true })
  const request = { kind: 'reroll' as const, takeId: take.id, layer: 3, positions: [0, 1, 2], sampling: [] }
  const first = await store.call('queue.add', { request })
  const second = await store.call('queue.add', { request })
  const made = [await untilJob(store, first.id), await untilJob(store, second.id)].flatMap((job) => job.result?.takeIds ?? [])
  const [a, b] = await Promise.all(made.map((takeId) => store.call('takes.tokens', { takeId })))
  const original = countedLayer(9, 3)
  const expected = (draw: number) => original.map((code, i) => (i === 0 || i === 2 ? countedLayer(9, 3, draw)[i] : code))
  expect(a?.layers[0]?.codes).toEqual(expected(1))
  expect(b?.layers[0]?.codes).toEqual(expected(2))
})

test('one failing job does not stop the next', async () => {
  let calls = 0
  const engine = createCounterEngine({
    beforeChunk: () => {
      calls += 1
      if (calls === 1) throw new Error('out of memory')
    }
  })
  const store = await openTestStore({ engine })
  const { shot } = await addShot(store)
  const request = { kind: 'board' as const, shotId: shot.id, seeds: [1], sampling: [], packId: null }
  const first = await store.call('queue.add', { request })
  const second = await store.call('queue.add', { request })
  expect((await untilJob(store, first.id)).error?.kind).toBe('internal')
  expect((await untilJob(store, second.id)).state).toBe('done')
  expect(store.defects).toHaveLength(1)
  await store.call('queue.retry', { jobId: first.id })
  expect((await untilJob(store, first.id)).state).toBe('done')
})

test('a job goes on from its tokens when the engine was lost', async () => {
  let deaths = 0
  const drawn: number[] = []
  const engine = createCounterEngine({
    chunk: 64,
    beforeChunk: async (layer, position) => {
      if (layer === 0 && position === 128 && deaths === 0) {
        deaths += 1
        throw new EngineLostError({ operation: 'generate', reason: 'the engine died', remedy: 'It starts again' })
      }
      // Longer than a flush waits, so that every chunk is stored.
      await new Promise((resolve) => setTimeout(resolve, 60))
      if (layer === 0) drawn.push(position)
    }
  })
  const store = await openTestStore({ engine })
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 11, [3, 2])
  const { id } = await store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [], seed: null, sampling: [] } })
  expect(await untilJob(store, id)).toMatchObject({ state: 'done', attempts: 2 })
  expect(drawn).toEqual([0, 64, 128, 192])
})

test('as many clips are drawn as the request says, else as many as the pack says', async () => {
  const asked: (number | null | undefined)[] = []
  const engine = createCounterEngine()
  const call: typeof engine.call = (method, params, options) => {
    if (method === 'generate') asked.push((params as EngineParams<'generate'>).candidates)
    return engine.call(method, params, options)
  }
  const store = await openTestStore({ engine: { ...engine, call } })
  const { shot } = await addShot(store)
  for (const candidates of [5, undefined]) {
    const take = await addTake(store, shot.id, 11, [3, 2])
    const request = { kind: 'densify' as const, takeId: take.id, layers: [], seed: null, sampling: [], candidates }
    const { id } = await store.call('queue.add', { request })
    expect((await untilJob(store, id)).state).toBe('done')
  }
  expect(asked).toEqual([5, undefined])
})

test('a job that was stopped by closing goes on inside its layer after the next start', async () => {
  const folder = makeFolder()
  const slow = await openTestStore({ folder, engine: createCounterEngine({ chunk: 8, milliseconds: 8 }) })
  const { shot } = await addShot(slow)
  const take = await addTake(slow, shot.id, 11, [3, 2])
  const { id } = await slow.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [], seed: null, sampling: [] } })
  while ((await slow.call('queue.get', { jobId: id })).progress.done < 40) await new Promise((resolve) => setTimeout(resolve, 5))
  await slow.close()

  const drawn: number[] = []
  const store = await openTestStore({ folder, engine: createCounterEngine({ beforeChunk: (_, position) => void drawn.push(position) }) })
  expect((await untilJob(store, id)).state).toBe('done')
  expect(drawn[0]).toBeGreaterThanOrEqual(40)
  const { layers } = await store.call('takes.tokens', { takeId: take.id })
  expect(layers[2]?.codes).toEqual(countedLayer(11, 0))
})

test('pause, resume and cancel act on waiting and on running jobs', async () => {
  const store = await openTestStore({ engine: createCounterEngine({ chunk: 8, milliseconds: 5 }) })
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 11, [3, 2])
  const densify = { kind: 'densify' as const, takeId: take.id, layers: [], seed: null, sampling: [] }
  const board = { kind: 'board' as const, shotId: shot.id, seeds: [1], sampling: [], packId: null }
  const running = await store.call('queue.add', { request: densify })
  const waiting = await store.call('queue.add', { request: board })
  await untilJob(store, running.id, ['running'])
  expect((await store.call('queue.pause', { jobId: running.id })).state).toBe('paused')
  expect((await untilJob(store, waiting.id)).state).toBe('done')
  expect((await store.call('queue.resume', { jobId: running.id })).state).toMatch(/waiting|running/)
  expect((await store.call('queue.cancel', { jobId: running.id })).state).toBe('cancelled')
  await expect(store.call('queue.resume', { jobId: running.id })).rejects.toMatchObject({ kind: 'conflict' })
  await store.call('queue.retry', { jobId: running.id })
  expect((await untilJob(store, running.id)).state).toBe('done')
})

test('a held queue starts nothing, keeps that over a restart, and can be reordered', async () => {
  const folder = makeFolder()
  const first = await openTestStore({ folder })
  await first.call('queue.hold', { isHeld: true })
  const { shot } = await addShot(first)
  const add = (store: typeof first, seed: number, isFirst = false) =>
    store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [seed], sampling: [], packId: null }, first: isFirst })
  const [a, b, c] = [await add(first, 1), await add(first, 2), await add(first, 3, true)]
  await first.call('queue.move', { jobId: a.id, beforeJobId: null })
  await first.close()

  const store = await openTestStore({ folder })
  expect((await store.call('queue.list', {})).map((job) => [job.id, job.state])).toEqual([c, b, a].map(({ id }) => [id, 'waiting']))
  expect(await store.call('queue.state', {})).toMatchObject({ isHeld: true, waiting: 3, running: 0 })
  await store.call('queue.hold', { isHeld: false })
  await untilJob(store, a.id)
  expect((await store.call('takes.list', { shotId: shot.id })).takes.map((take) => take.seed)).toEqual([3, 2, 1])
  await store.call('queue.clear', {})
  expect(await store.call('queue.list', {})).toEqual([])
})

test('progress and the time left come from token counts and measured speed', async () => {
  const store = await openTestStore({ engine: createCounterEngine({ chunk: 16, milliseconds: 10 }) })
  const { shot } = await addShot(store)
  const take = await addTake(store, shot.id, 11, [3])
  const add = () => store.call('queue.add', { request: { kind: 'densify', takeId: take.id, layers: [2, 0], seed: 5, sampling: [] } })
  const first = await add()
  expect(first.progress).toMatchObject({ done: 0, total: 384, unit: 'tokens', etaSeconds: null })
  await untilJob(store, first.id)
  const told = store.payloads('queue.progress').map(({ progress }) => progress)
  expect(told.every((progress, i) => progress.done >= (told[i - 1]?.done ?? 0) && progress.done <= progress.total)).toBe(true)
  const second = await add()
  // 24 chunks of 10 ms and a little more.
  expect(second.progress.etaSeconds).toBeGreaterThan(0.1)
  expect(second.progress.etaSeconds).toBeLessThan(5)
  await untilJob(store, second.id)
})

test('a job whose shot is gone for good fails and says so', async () => {
  const store = await openTestStore()
  await store.call('queue.hold', { isHeld: true })
  const { project, shot } = await addShot(store)
  const { id } = await store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [1], sampling: [], packId: null } })
  await store.call('shots.bin', { projectId: project.id, shotIds: [shot.id] })
  await store.call('library.emptyBin', { days: 0 })
  await store.call('queue.hold', { isHeld: false })
  expect((await untilJob(store, id)).error?.kind).toBe('not-found')
})

test('what cannot be done at all is refused when it is asked for', async () => {
  const store = await openTestStore()
  const { shot } = await addShot(store, '')
  await expect(
    store.call('queue.add', { request: { kind: 'board', shotId: shot.id, seeds: [1], sampling: [], packId: null } })
  ).rejects.toMatchObject({ kind: 'conflict', reason: 'the shot has no prompt' })
  await expect(
    store.call('queue.add', { request: { kind: 'export', scope: { kind: 'shot', shotId: shot.id }, options: {} } })
  ).rejects.toMatchObject({ kind: 'unavailable' })
})

test('a job that takes the studio down again and again is given up, and the next one runs', async () => {
  const folder = makeFolder()
  const first = await openTestStore({ folder })
  await first.call('queue.hold', { isHeld: true })
  const { shot } = await addShot(first)
  const request = { kind: 'board' as const, shotId: shot.id, seeds: [1], sampling: [], packId: null }
  const bad = await first.call('queue.add', { request })
  const good = await first.call('queue.add', { request })
  await first.call('queue.hold', { isHeld: false })
  await untilJob(first, good.id)
  // As five kills leave it.
  first.library.connection.transact('crash', (database) => {
    database.run("UPDATE job SET state = 'running', fruitlessStarts = 5 WHERE id = ?", bad.id)
  })
  await first.close()
  const store = await openTestStore({ folder })
  expect(await store.call('queue.get', { jobId: bad.id })).toMatchObject({ state: 'failed', error: { kind: 'crashed' } })
  await store.call('queue.retry', { jobId: bad.id })
  expect((await untilJob(store, bad.id)).state).toBe('done')
})
