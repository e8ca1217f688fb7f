import { expect, test, vi } from 'vitest'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createNoticesStore } from '../../../src/renderer/store/notices-store.ts'
import { placeBefore } from '../../../src/renderer/store/place-before.ts'
import { createProjectStore } from '../../../src/renderer/store/project-store.ts'
import { ConflictError } from '../../../src/shared/errors.ts'
import type { ProjectId, ShotId } from '../../../src/shared/storyboard/ids.ts'
import type { ShotSummary } from '../../../src/shared/storyboard/shot.ts'
import { createFakeHost } from '../fake-host.ts'

const projectId = 'project-1' as ProjectId
const shot = (id: string): ShotSummary => ({
  id: id as ShotId, projectId, orderKey: 'a', prompt: id, negativePrompt: '', notes: '', dialogue: '', durationSeconds: 8,
  chosenTakeId: null, presence: 'kept', createdAt: 0, updatedAt: 0, takeCount: 0
})
const history = { projectId, undo: null, redo: null, undoCount: 0, redoCount: 0, savedAt: 1 }
const project = {
  id: projectId, name: 'Walk', packId: null, presence: 'kept' as const, createdAt: 0, updatedAt: 0, shotCount: 3,
  durationSeconds: 24, coverTakeId: null, openedSequence: 1
}

/** A host whose shots come in two pages. */
function open(given: Parameters<typeof createFakeHost>[0] = {}) {
  const shots = ['shot-0001', 'shot-0002', 'shot-0003'].map(shot)
  const host = createFakeHost({
    'projects.open': () => ({ project, shots: shots.slice(0, 2), next: 'more', history }),
    'shots.list': ({ after }) => (after === 'more' ? { shots: shots.slice(2), next: null } : { shots, next: null }),
    ...given
  })
  const client = createClient(host.transport)
  const notices = createNoticesStore()
  return { host, notices, store: createProjectStore(client, notices) }
}
const idsOf = (shots: readonly ShotSummary[]) => shots.map(({ id }) => id.slice(-1)).join('')

test('a project opens with all its shots, the first of them selected', async () => {
  const { store } = open()
  await store.open(projectId)
  expect(idsOf(store.getState().shots)).toBe('123')
  expect(store.getState()).toMatchObject({ shotId: 'shot-0001', isOpening: false, problem: null })
  store.stepShot(1)
  store.stepShot(5)
  expect(store.getState().shotId).toBe('shot-0003')
})

test('a moved shot is at its new place at once, and back where the host refuses', async () => {
  const { store, notices } = open({
    'shots.move': () => {
      throw new ConflictError({ operation: 'move the shot', reason: 'it is locked', remedy: 'Wait' })
    }
  })
  await store.open(projectId)
  const moving = store.moveShot('shot-0003' as ShotId, 'shot-0001' as ShotId)
  expect(idsOf(store.getState().shots)).toBe('312')
  await moving
  expect(idsOf(store.getState().shots)).toBe('123')
  expect(notices.getState().notices.map(({ failure }) => failure.reason)).toEqual(['it is locked'])
})

test('a project that cannot be opened says why', async () => {
  const { store } = open({
    'projects.open': () => {
      throw new ConflictError({ operation: 'open', reason: 'it is in the bin', remedy: 'Restore it' })
    }
  })
  await store.open(projectId)
  expect(store.getState()).toMatchObject({ project: null, problem: { reason: 'it is in the bin' } })
})

test('what another window changes is read again, and history is told', async () => {
  const list = vi.fn(() => ({ shots: [shot('shot-0002')], next: null }))
  const { store, host } = open({ 'shots.list': list, 'projects.open': () => ({ project, shots: [], next: null, history }) })
  await store.open(projectId)
  host.emit('shots.changed', { projectId, shotIds: ['shot-0002' as ShotId] })
  await vi.waitFor(() => expect(idsOf(store.getState().shots)).toBe('2'))
  host.emit('history.changed', { ...history, undoCount: 4 })
  expect(store.getState().history?.undoCount).toBe(4)
  host.emit('shots.changed', { projectId: 'project-2' as ProjectId, shotIds: [] })
  expect(list).toHaveBeenCalledOnce()
})

test('things are placed before another, or at the end', () => {
  const things = ['a', 'b', 'c'].map((id) => ({ id }))
  const place = (id: string, before: string | null) => placeBefore(things, id, before).map((thing) => thing.id).join('')
  expect(place('c', 'a')).toBe('cab')
  expect(place('a', null)).toBe('bca')
  expect(place('x', 'a')).toBe('abc')
})
