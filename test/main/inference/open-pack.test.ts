import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closePack, openPack } from '../../../src/main/inference/open-pack.ts'
import { NotFoundError, PackError } from '../../../src/shared/errors.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'
import { copyPack } from './pack-copy.ts'

const open = (folder: string) => openPack(folder, ['cpu'])

async function faultOf(folder: string): Promise<PackError> {
  const error: unknown = await open(folder).catch((reason: unknown) => reason)
  if (error instanceof PackError) return error
  throw new Error('The pack was not refused')
}

test('a sound pack opens with its manifest, hash and device', async () => {
  const pack = await open(fixtureFolder)
  expect(pack.manifest.id).toBe('plumbing')
  expect(pack.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(pack.device).toMatchObject({ provider: 'cpu', skipped: [] })
  await closePack(pack)
})

test('a folder without a manifest is not a pack', async () => {
  await expect(open(join(fixtureFolder, 'golden'))).rejects.toThrow(NotFoundError)
})

test('a manifest that is not JSON is refused', async () => {
  await using copy = await copyPack()
  await writeFile(join(copy.folder, 'manifest.json'), '{')
  expect((await faultOf(copy.folder)).reason).toBe('manifest.json is not JSON')
})

test('a manifest field out of range is named', async () => {
  await using copy = await copyPack()
  await copy.edit((manifest) => (manifest.clip.frames = 0))
  expect((await faultOf(copy.folder)).field).toBe('clip.frames')
})

test('a missing file is named', async () => {
  await using copy = await copyPack()
  await rm(join(copy.folder, 'head-1.onnx'))
  expect((await faultOf(copy.folder)).reason).toBe('head-1.onnx is missing')
})

test('a file of another size is refused before it is read', async () => {
  await using copy = await copyPack()
  await writeFile(join(copy.folder, 'encoder.onnx'), 'short')
  expect((await faultOf(copy.folder)).reason).toMatch(/^encoder\.onnx has 5 bytes, not \d+$/)
})

test('a file with one changed byte differs from its hash', async () => {
  await using copy = await copyPack()
  const path = join(copy.folder, 'language-model.onnx')
  const data = await readFile(path)
  data[1000]! ^= 1
  await writeFile(path, data)
  expect((await faultOf(copy.folder)).reason).toBe('language-model.onnx differs from its SHA-256')
})

test('a link out of the folder is refused, even to the right bytes', async () => {
  await using copy = await copyPack()
  await using outside = await copyPack()
  await rename(join(copy.folder, 'encoder.onnx'), join(outside.folder, 'elsewhere.onnx'))
  await symlink(join(outside.folder, 'elsewhere.onnx'), join(copy.folder, 'encoder.onnx'))
  expect((await faultOf(copy.folder)).reason).toBe("encoder.onnx lies outside the pack's folder")
})

test('a graph that is not ONNX is refused and named, without a path of this machine', async () => {
  await using copy = await copyPack()
  await copy.replace('head-0.onnx', Buffer.from('this is no graph at all'))
  const fault = await faultOf(copy.folder)
  expect(fault.field).toBe('graphs.heads.0')
  expect(fault.message).not.toContain(copy.folder)
})

test('a graph that lacks an input is refused, naming graph and input', async () => {
  await using copy = await copyPack()
  await copy.replace('encoder.onnx', await readFile(join(fixtureFolder, 'head-0.onnx')))
  const fault = await faultOf(copy.folder)
  expect(fault.field).toBe('graphs.encoder')
  expect(fault.reason).toBe('the graph lacks input frames')
})

test('a graph whose head is as wide as another layer is refused, naming the output', async () => {
  await using copy = await copyPack()
  await copy.replace('head-0.onnx', await readFile(join(fixtureFolder, 'head-1.onnx')))
  expect((await faultOf(copy.folder)).reason).toBe('the graph has output logits of shape [B, S, 8], not [any, any, 16]')
})

test('a manifest that promises another size of the cache than the graph has is refused', async () => {
  await using copy = await copyPack()
  await copy.edit((manifest) => (manifest.languageModel.headWidth = 16))
  expect((await faultOf(copy.folder)).reason).toMatch(/^the graph has input past_key_0 of shape /)
})

test('a graph with an input that the format does not have is refused', async () => {
  await using copy = await copyPack()
  await copy.edit((manifest) => (manifest.languageModel.depth = 1))
  expect((await faultOf(copy.folder)).reason).toBe(
    'the graph asks for input past_key_1, which the format does not have'
  )
})

test('links of another layer are refused, naming the output', async () => {
  await using copy = await copyPack()
  await copy.replace('links-1.onnx', await readFile(join(fixtureFolder, 'links-2.onnx')))
  const fault = await faultOf(copy.folder)
  expect(fault.field).toBe('graphs.links.1')
  expect(fault.reason).toBe('the graph has output added_1 of shape [M, 8], not [any, 4]')
})

test('a thesaurus that does not parse is refused, naming its file', async () => {
  await using copy = await copyPack()
  await copy.edit((manifest) => (manifest.prompt.thesaurus = manifest.prompt.tokenizer))
  const fault = await faultOf(copy.folder)
  expect(fault.field).toBe('prompt.thesaurus')
  expect(fault.reason).toBe('tokenizer.json is not a thesaurus')
})

test('phrases that do not parse, or have other vectors than phrases, are refused, naming the file', async () => {
  await using copy = await copyPack()
  await copy.edit(({ prompt }) => (prompt.phrases = { words: prompt.tokenizer, vectors: prompt.tokenizer }))
  expect((await faultOf(copy.folder)).reason).toBe('tokenizer.json is not a table of phrases')
  const table = { groups: { dog: ['dog'] }, others: ['night'], verbs: [], people: [], breaks: [], least: 0.6, margin: 0 }
  await copy.replace('tokenizer.json', Buffer.from(JSON.stringify(table)))
  const fault = await faultOf(copy.folder)
  expect(fault.field).toBe('prompt.phrases.vectors')
  expect(fault.reason).toMatch(/^tokenizer\.json has \d+ bytes, not 12$/)
})

test('the links of a pack are tables of its sub-codes; a pack of version 1 has none', async () => {
  await using copy = await copyPack()
  const pack = await open(copy.folder)
  expect(pack.graphs.links.map((links) => links?.map((table) => table.length) ?? null)).toEqual([null, [16], [64]])
  await closePack(pack)
  await copy.edit((manifest) => Object.assign(manifest, { formatVersion: 1, graphs: { ...manifest.graphs, links: undefined } }))
  const older = await open(copy.folder)
  expect(older.graphs.links).toEqual([])
  await closePack(older)
})
