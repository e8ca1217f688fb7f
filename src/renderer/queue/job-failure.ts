/** Why a job failed, in the form in which every failure is shown. */
import { errorKinds } from '../../shared/errors.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Job } from '../../shared/storyboard/job.ts'

/** A job keeps its failure as one message, "operation: reason. remedy." */
export function toFailure({ error, request }: Pick<Job, 'error' | 'request'>): WireError {
  const kind = errorKinds.find((known) => known === error?.kind) ?? 'internal'
  const message = error?.message ?? ''
  const parts = /^([^:]+): (.*?)\. (.*)$/s.exec(message)
  return {
    kind,
    operation: parts?.[1] ?? request.kind,
    reason: parts?.[2] ?? message,
    remedy: parts?.[3] ?? ''
  }
}
