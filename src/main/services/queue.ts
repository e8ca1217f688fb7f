/** The queue's part of the contract. */
import type { queueMethods } from '../../shared/contract/queue.ts'
import type { Handlers } from '../../shared/rpc/table.ts'
import type { Queue } from './queue/queue.ts'

export function createQueueService(queue: Queue): Handlers<typeof queueMethods> {
  return {
    'queue.add': ({ request, first }) => queue.add(request, first),
    'queue.list': ({ states, limit }) => queue.list(states, limit),
    'queue.get': ({ jobId }) => queue.find(jobId),
    'queue.state': () => queue.state,
    'queue.cancel': ({ jobId }) => queue.cancel(jobId),
    'queue.pause': ({ jobId }) => queue.pause(jobId),
    'queue.resume': ({ jobId }) => queue.resume(jobId),
    'queue.retry': ({ jobId }) => queue.retry(jobId),
    'queue.move': ({ jobId, beforeJobId }) => {
      queue.move(jobId, beforeJobId)
      return {}
    },
    'queue.hold': ({ isHeld }) => queue.hold(isHeld),
    'queue.clear': ({ jobIds }) => {
      queue.clear(jobIds)
      return {}
    }
  }
}
