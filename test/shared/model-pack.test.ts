import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listPackFiles, packFormatVersion, packManifestSchema, packPath, type PackManifest } from '../../src/shared/model-pack.ts'
import { fixtureFolder } from '../model-pack/packs.ts'

const manifest: PackManifest = JSON.parse(readFileSync(join(fixtureFolder, 'manifest.json'), 'utf8'))

/** Paths of the fields that a changed manifest is refused for. */
function faultsOf(change: (copy: PackManifest) => void): string[] {
  const copy = structuredClone(manifest)
  change(copy)
  return packManifestSchema.safeParse(copy).error?.issues.map((issue) => issue.path.join('.')) ?? []
}

test("the fixture's manifest parses", () => {
  expect(faultsOf(() => undefined)).toEqual([])
})

test.each<[string, (copy: PackManifest) => void, string]>([
  ['a format of the future', (copy) => Object.assign(copy, { formatVersion: packFormatVersion + 1 }), 'formatVersion'],
  ['a thesaurus that is not listed', (copy) => (copy.prompt.thesaurus = 'words.json'), 'prompt.thesaurus'],
  [
    'phrases whose vectors are not listed',
    (copy) => (copy.prompt.phrases = { words: copy.prompt.tokenizer, vectors: 'vectors.bin' }),
    'prompt.phrases.vectors'
  ],
  ['an id that is no folder name', (copy) => (copy.id = '../evil'), 'id'],
  ['factors that do not sum to the bits', (copy) => (copy.layers[1]!.factors = [2, 3]), 'layers.1.factors'],
  ['layers out of order', (copy) => (copy.layers[1]!.index = 2), 'layers.1.index'],
  ['a missing head', (copy) => copy.graphs.heads.pop(), 'graphs.heads'],
  ['links for some layers only', (copy) => copy.graphs.links.pop(), 'graphs.links'],
  ['links of a layer with one factor', (copy) => (copy.graphs.links[0] = copy.graphs.heads[0]!), 'graphs.links.0'],
  ['a missing sampling', (copy) => copy.sampling.pop(), 'sampling'],
  [
    'code rows that miss a factor',
    (copy) => copy.languageModel.codeRows.layers[1]!.pop(),
    'languageModel.codeRows.layers.1'
  ],
  ['frames that latent frames do not divide', (copy) => (copy.clip.frames = 9), 'clip.frames'],
  ['a mask above the last layer', (copy) => (copy.mask!.layer = 1), 'mask.layer'],
  ['hint slots for part of the board', (copy) => (copy.languageModel.hintSlots = 3), 'languageModel.hintSlots'],
  ['a tokenizer that is not listed', (copy) => (copy.files = []), 'prompt.tokenizer'],
  ['a hash in upper case', (copy) => (copy.graphs.encoder.sha256 = 'A'.repeat(64)), 'graphs.encoder.sha256'],
  ['candidates without a ranker', (copy) => delete copy.graphs.ranker, 'candidates'],
  ['too many candidates', (copy) => (copy.candidates = 17), 'candidates'],
  ['a guidance out of range', (copy) => (copy.sampling[0]!.guidance = -1), 'sampling.0.guidance']
])('%s is refused and named', (_, change, field) => {
  expect(faultsOf(change)).toContain(field)
})

test.each(['../a', 'a/../b', '/etc/passwd', 'a//b', './a', 'a/.', 'C:\\a', 'a\\b', '', 'a\u0000', 'a/..', '..'])(
  'the path %j is refused',
  (path) => {
    expect(packPath.safeParse(path).success).toBe(false)
  }
)

test.each(['a', 'a.onnx', 'golden/case-0.json', 'a..b', '.hidden'])('the path %j is accepted', (path) => {
  expect(packPath.safeParse(path).success).toBe(true)
})

test('every graph and every other file is listed for verification', () => {
  const files = listPackFiles(manifest).map(({ file }) => file)
  expect(files).toHaveLength(12)
  expect(new Set(files).size).toBe(12)
  expect(files).toContain('tokenizer.json')
})
