/** `POST /files`: the same request in Electron (over `studio://`) and in a browser. */
import { receivedFileSchema } from '../../shared/contract/files.ts'
import type { ReceivedFile } from '../../shared/contract/files.ts'
import { ConnectionLostError, fromWireError, wireErrorSchema } from '../../shared/errors.ts'

/** @param headers what the host asks of its page, beside the name */
export async function sendFile(
  file: File,
  headers: Record<string, string>,
  signal: AbortSignal | undefined
): Promise<ReceivedFile> {
  const response = await fetch('/files', {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
    body: file,
    ...(signal === undefined ? {} : { signal })
  }).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw new ConnectionLostError(
      {
        operation: 'take in the file',
        reason: 'the connection to the studio was lost',
        remedy: 'Try again once it is connected'
      },
      { cause }
    )
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return receivedFileSchema.parse(answer)
  const wire = wireErrorSchema.safeParse((answer as { error?: unknown } | null)?.error)
  if (wire.success) throw fromWireError(wire.data)
  throw new ConnectionLostError({
    operation: 'take in the file',
    reason: 'the studio does not know this page any more',
    remedy: 'Open the link that it printed'
  })
}
