import { expect, test } from 'vitest'
import { toFailure } from '../../../src/renderer/queue/job-failure.ts'
import { showDuration } from '../../../src/renderer/queue/show-duration.ts'
import { mergeJobs } from '../../../src/renderer/store/queue-store.ts'
import { followedTake } from '../../../src/renderer/store/studio.ts'
import type { Job, JobState } from '../../../src/shared/storyboard/job.ts'

const job = (id: string, state: JobState, finishedAt: number | null = null) => ({ id, state, finishedAt }) as unknown as Job

test('running jobs come first, ended ones last with the newest first', () => {
  const jobs = [job('a', 'running'), job('b', 'waiting'), job('c', 'done', 1)]
  const merged = mergeJobs(jobs, [job('a', 'done', 2), job('b', 'running'), job('d', 'waiting')], [])
  expect(merged.map(({ id }) => id)).toEqual(['b', 'd', 'a', 'c'])
})

test('jobs that were cleared are gone', () => {
  expect(mergeJobs([job('a', 'done', 1), job('b', 'waiting')], [], ['a' as Job['id']]).map(({ id }) => id)).toEqual(['b'])
})

test('durations are written as clocks write them', () => {
  expect([0, 6.2, 75, 3729].map(showDuration)).toEqual(['0:00', '0:07', '1:15', '1:02:09'])
})

test('a job’s message is taken apart again', () => {
  const error = { kind: 'engine-lost', message: 'generate: the process ended. Try again.' }
  expect(toFailure({ error, request: { kind: 'reroll' } } as unknown as Job)).toEqual({
    kind: 'engine-lost', operation: 'generate', reason: 'the process ended', remedy: 'Try again.'
  })
  const odd = { kind: 'never heard of', message: 'boom' }
  expect(toFailure({ error: odd, request: { kind: 'reroll' } } as unknown as Job)).toMatchObject({ kind: 'internal', reason: 'boom' })
})

test('the editor follows a re-roll or a densify of the take that it shows, and nothing else', () => {
  const done = (request: object) => ({ state: 'done', request, result: { takeIds: ['child'], data: {} } }) as unknown as Job
  expect(followedTake(done({ kind: 'reroll', takeId: 'mine' }), 'mine')).toBe('child')
  expect(followedTake(done({ kind: 'densify', takeId: 'other' }), 'mine')).toBeNull()
  expect(followedTake(done({ kind: 'board', shotId: 'shot' }), 'mine')).toBeNull()
  expect(followedTake(job('a', 'running'), 'mine')).toBeNull()
})
