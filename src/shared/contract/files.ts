/**
 * Files of the person. The page never names a path. It *sends* a file that was picked or dropped to its host (`sendFile`
 * of the client's transport) and gets a handle to read it by; it *asks* where to write and gets a handle to write to. Other
 * methods take these handles.
 */
import { z } from 'zod'
import { method } from '../rpc/table.ts'

const handle = z.string().min(1).max(200)

export const grantedFileSchema = z.object({ handle, name: z.string() })

/** The answer to a file that was sent. */
export const receivedFileSchema = grantedFileSchema.extend({ bytes: z.int().min(0) })

export type GrantedFile = z.infer<typeof grantedFileSchema>
export type ReceivedFile = z.infer<typeof receivedFileSchema>

export const filesMethods = {
  /**
   * Where to write. In Electron the person chooses in a dialog, which also asks before overwriting; null: they chose
   * nothing. In a browser it is a place in the cache folder, to be fetched with `files.collect`.
   */
  'files.chooseTarget': method(
    z.object({ suggestedName: z.string().min(1).max(200) }),
    z.object({ target: grantedFileSchema.nullable() })
  ),
  /** After a target was written: the media id to download it by; null where it lies in its place already. */
  'files.collect': method(z.object({ handle }), z.object({ mediaId: z.string().nullable(), name: z.string() }))
}
