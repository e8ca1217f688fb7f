/** A pack on disk: its manifest parsed, its files verified before any of them is opened. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { NotFoundError, PackError, checkInput } from '../../shared/errors.ts'
import { countPhraseRows, phraseTableSchema } from '../../shared/prompt/phrase-table.ts'
import { Phrases } from '../../shared/prompt/phrases.ts'
import { Thesaurus, thesaurusSchema } from '../../shared/prompt/thesaurus.ts'
import { listPackFiles, packManifestSchema, type PackFile, type PackManifest } from '../../shared/model-pack.ts'

export interface PackOnDisk {
  readonly folder: string
  readonly manifest: PackManifest
  /** SHA-256 of `manifest.json`, which holds the hashes of everything else. */
  readonly hash: string
}

/** A manifest is a few kB; what is larger is not one. */
const largestManifestBytes = 4 * 2 ** 20

const packError = (reason: string, field?: string, cause?: unknown): PackError =>
  new PackError(
    { operation: 'read the pack', reason, remedy: 'Install the pack again, or name another one', field },
    cause === undefined ? undefined : { cause }
  )

/**
 * Reads and parses `manifest.json`, without looking at the other files.
 * @throws NotFoundError without a manifest, PackError for one that does not parse
 */
export async function readManifest(folder: string): Promise<PackOnDisk> {
  const bytes = await readFile(join(folder, 'manifest.json')).catch((error: unknown) => {
    throw new NotFoundError(
      {
        operation: 'read the pack',
        reason: 'there is no manifest.json in its folder',
        remedy: 'Name the folder of a model pack'
      },
      { cause: error }
    )
  })
  if (bytes.length > largestManifestBytes) throw packError(`manifest.json has ${bytes.length} bytes`)
  const manifest = parseManifest(bytes.toString('utf8'))
  return { folder, manifest, hash: createHash('sha256').update(bytes).digest('hex') }
}

/**
 * Parses the text of a manifest.
 * @throws PackError naming the first fields at fault
 */
export function parseManifest(text: string): PackManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw packError('manifest.json is not JSON', undefined, error)
  }
  const checked = checkInput(packManifestSchema, value)
  if (checked.ok) return checked.value
  throw packError(`manifest.json: ${checked.reason}`, checked.field)
}

/**
 * Reads what stands for words that the pack's captions lack: nothing in a pack without such a file.
 * @throws PackError for a file that does not parse
 */
export async function readThesaurus({ folder, manifest }: PackOnDisk): Promise<Thesaurus> {
  const { thesaurus: file } = manifest.prompt
  if (file === undefined) return new Thesaurus({})
  return new Thesaurus(await readJson(join(folder, file), thesaurusSchema, `${file} is not a thesaurus`, 'prompt.thesaurus'))
}

/**
 * Reads to what phrases are led that the pack's captions lack: null for a pack that leads none.
 * @throws PackError for files that do not parse or do not belong together
 */
export async function readPhrases({ folder, manifest }: PackOnDisk): Promise<Phrases | null> {
  const { phrases: files, width } = manifest.prompt
  if (files === undefined) return null
  const fault = `${files.words} is not a table of phrases`
  const table = await readJson(join(folder, files.words), phraseTableSchema, fault, 'prompt.phrases.words')
  const vectors = new Int8Array(await readFile(join(folder, files.vectors)))
  const rows = countPhraseRows(table)
  if (vectors.length !== rows * width) {
    throw packError(`${files.vectors} has ${vectors.length} bytes, not ${rows * width}`, 'prompt.phrases.vectors')
  }
  return new Phrases(table, vectors)
}

/** @throws PackError with a reason for text that does not parse */
async function readJson<Value>(path: string, schema: z.ZodType<Value>, reason: string, field: string): Promise<Value> {
  const text = await readFile(path, 'utf8')
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw packError(reason, field, error)
  }
}

/**
 * Checks that every file of the pack lies inside its folder and has the manifest's size and SHA-256.
 * @throws PackError naming the file
 */
export async function verifyFiles({ folder, manifest }: PackOnDisk): Promise<void> {
  const root = await realpath(folder)
  for (const entry of listPackFiles(manifest)) await verifyFile(root, entry)
}

async function verifyFile(root: string, entry: PackFile): Promise<void> {
  const path = await realpath(join(root, entry.file)).catch((error: unknown) => {
    throw packError(`${entry.file} is missing`, undefined, error)
  })
  // The manifest's paths cannot point outside; a symbolic link in the folder could.
  if (!path.startsWith(root + sep)) throw packError(`${entry.file} lies outside the pack's folder`)
  const { size } = await stat(path)
  if (size !== entry.bytes) throw packError(`${entry.file} has ${size} bytes, not ${entry.bytes}`)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('hex') !== entry.sha256) throw packError(`${entry.file} differs from its SHA-256`)
}
