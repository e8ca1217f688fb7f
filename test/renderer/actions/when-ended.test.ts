import { expect, test } from 'vitest'
import { nameOfFile } from '../../../src/renderer/actions/files.ts'
import { whenEnded } from '../../../src/renderer/actions/when-ended.ts'
import { createClient } from '../../../src/renderer/client/client.ts'
import { createStudio } from '../../../src/renderer/store/studio.ts'
import type { Job } from '../../../src/shared/storyboard/job.ts'
import { createFakeHost } from '../fake-host.ts'

const state = { isHeld: false, running: 0, waiting: 0, paused: 0, etaSeconds: null }
const job = (given: Partial<Job>) =>
  ({
    id: 'job-00001', request: { kind: 'decode', takeId: 'take-0001', layers: null }, projectId: 'project-1', state: 'running',
    progress: { done: 0, total: 1, unit: 'frames', layer: null, etaSeconds: null }, error: null, result: null, attempts: 1,
    createdAt: 0, startedAt: 0, finishedAt: null, ...given
  }) as Job

test('one waits until a job has ended, however that was', async () => {
  const host = createFakeHost({})
  const studio = createStudio(createClient(host.transport))
  host.emit('queue.changed', { jobs: [job({})], removedJobIds: [], state })
  const waiting = whenEnded(studio, 'job-00001' as Job['id'])
  host.emit('queue.changed', { jobs: [job({ state: 'failed', finishedAt: 2 })], removedJobIds: [], state })
  expect(await waiting).toMatchObject({ state: 'failed' })
  expect(await whenEnded(studio, 'job-00001' as Job['id'])).toMatchObject({ state: 'failed' })
})

test('a project is named like its file', () => {
  expect(['walk.mp4', 'my.long.name.webm', '.mp4'].map(nameOfFile)).toEqual(['walk', 'my.long.name', '.mp4'])
})
