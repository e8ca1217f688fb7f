import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findPack, listPackFolders, listPackIds } from '../../../src/main/packs/find-pack.ts'
import { UnavailableError } from '../../../src/shared/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'packs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const user = join(folder, 'user')
const embedded = join(folder, 'resources', 'model-packs')
for (const pack of [join(user, 'mine'), join(user, 'both'), join(embedded, 'animatic'), join(embedded, 'both')]) {
  mkdirSync(pack, { recursive: true })
  writeFileSync(join(pack, 'manifest.json'), '{}')
}
mkdirSync(join(user, 'half-copied'))
const folders = listPackFolders(folder, user)

test('packs are listed once each, without folders that hold none', () => {
  expect(listPackIds(folders)).toEqual(['animatic', 'both', 'mine'])
  expect(listPackIds([join(folder, 'nowhere')])).toEqual([])
})

test('the embedded pack is the default, and a pack of the user takes the place of an embedded one', () => {
  expect(findPack(folders)).toBe(join(embedded, 'animatic'))
  expect(findPack(folders, 'both')).toBe(join(user, 'both'))
})

test('a folder can be named by its path', () => {
  expect(findPack(folders, join(user, 'mine'))).toBe(join(user, 'mine'))
  expect(findPack(folders, './mine', user)).toBe(join(user, 'mine'))
})

test.each(['none', '..', '../user/mine/../../secret', 'Mine', '', 'half-copied'])('"%s" is refused with the packs there are', (id) => {
  expect(() => findPack(folders, id)).toThrow(UnavailableError)
  expect(() => findPack(folders, id)).toThrow(/animatic, both, mine/)
})
