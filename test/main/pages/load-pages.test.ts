import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadPages } from '../../../src/main/pages/load-pages.ts'
import { UnavailableError } from '../../../src/shared/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'pages-'))
afterAll(() => rmSync(folder, { recursive: true }))
const site = join(folder, 'site')
mkdirSync(join(site, 'assets'), { recursive: true })
writeFileSync(join(folder, 'secret.json'), '{}')
writeFileSync(join(site, 'index.html'), '<!doctype html>')
writeFileSync(join(site, 'assets', 'index-abc.js'), 'export {}')
writeFileSync(join(site, '.built'), '')
symlinkSync(join(folder, 'secret.json'), join(site, 'link.json'))
symlinkSync(folder, join(site, 'outside'))

test('the page is every known regular file, and / is its index', async () => {
  const pages = await loadPages(site)
  expect([...pages.keys()].toSorted()).toEqual(['/', '/assets/index-abc.js', '/index.html'])
  expect(pages.get('/assets/index-abc.js')).toMatchObject({ isImmutable: true, type: 'text/javascript; charset=utf-8' })
  expect(pages.get('/')?.isImmutable).toBe(false)
})

test('a folder without index.html says that the page has not been built', async () => {
  await expect(loadPages(join(site, 'assets'))).rejects.toThrow(UnavailableError)
  await expect(loadPages(join(site, 'nowhere'))).rejects.toThrow(/npm run build/)
})
