import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with spaces and letters outside ASCII, and a path over 200 characters. */
export async function makeAwkwardFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `hitvideo büro 日本 ${'long-'.repeat(34)}`))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
