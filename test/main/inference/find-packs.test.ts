import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPack, listPacks } from '../../../src/main/inference/find-packs.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hitvideo-packs-'))
  await cp(fixtureFolder, join(folder, 'plumbing'), { recursive: true })
  await mkdir(join(folder, 'broken'))
  await writeFile(join(folder, 'broken', 'manifest.json'), '{}')
  await mkdir(join(folder, 'empty'))
  await writeFile(join(folder, 'note.txt'), 'not a pack')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('packs are listed with their manifests, broken ones with the reason, and other things not at all', async () => {
  const { packs, broken } = await listPacks([join(folder, 'nowhere'), folder])
  expect(packs.map(({ manifest }) => manifest.id)).toEqual(['plumbing'])
  expect(broken.map((pack) => pack.folder)).toEqual([join(folder, 'broken')])
  expect(broken[0]?.reason).toContain('formatVersion')
})

test('a pack is found by its id, by its folder, and as the first there is', async () => {
  const expected = join(folder, 'plumbing')
  expect(await findPack('plumbing', [folder])).toBe(expected)
  expect(await findPack('./plumbing', [], folder)).toBe(expected)
  expect(await findPack(expected, [])).toBe(expected)
  expect(await findPack(null, [folder])).toBe(expected)
})

test('an unknown pack is refused with the names of those there are', async () => {
  await expect(findPack('animatic', [folder])).rejects.toMatchObject({
    kind: 'not-found',
    remedy: "Name a pack's folder, or one of plumbing"
  })
})

test('without any pack the remedy is to name a folder', async () => {
  await expect(findPack(null, [])).rejects.toMatchObject({ reason: 'no model pack is installed' })
})
