/** How a video that cannot be used is refused. */
import { FileError } from '../../../shared/errors.ts'

export const refuseFile = (reason: string, remedy: string, cause?: unknown): FileError =>
  new FileError({ operation: 'read the video', reason, remedy }, cause === undefined ? undefined : { cause })
