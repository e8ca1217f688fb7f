/**
 * The built page as a table from URL path to file, made once at start. A request is looked up in the table and never
 * joined to a folder, so `..`, encoded or not, and symbolic links lead nowhere.
 */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { UnavailableError } from '../../shared/errors.ts'

export interface Page {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The name holds a hash of the content: browsers may keep it. */
  readonly isImmutable: boolean
}

export type Pages = ReadonlyMap<string, Page>

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm'
}

/**
 * Reads every regular file below `folder` whose type is known (a page is about one megabyte in all).
 * @throws UnavailableError where the folder holds no index.html
 */
export async function loadPages(folder: string): Promise<Pages> {
  const pages = new Map<string, Page>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const type = types[extname(entry.name)]
    // isFile() is false for a symbolic link: what it points to is not served.
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    const bytes = new Uint8Array(await readFile(file))
    pages.set(path, { type, bytes, isImmutable: path.startsWith('/assets/') })
  }
  const index = pages.get('/index.html')
  if (index === undefined) {
    throw new UnavailableError({
      operation: 'open the studio',
      reason: 'its page has not been built',
      remedy: 'Run: npm run build'
    })
  }
  pages.set('/', index)
  return pages
}
