import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Progress, drawBar } from '../../../src/main/command-line/progress.ts'
import type { EngineEvent } from '../../../src/shared/contract/engine.ts'
import { packManifestSchema } from '../../../src/shared/model-pack.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

const manifest = packManifestSchema.parse(JSON.parse(readFileSync(join(fixtureFolder, 'manifest.json'), 'utf8')))

const events: EngineEvent[] = [
  { type: 'step', takes: [0], layer: 2, step: 0, steps: 4 },
  { type: 'step', takes: [0], layer: 2, step: 2, steps: 4 },
  { type: 'layer', take: 0, layer: 2, seconds: 0.25 },
  { type: 'mask', take: 0, layer: 0, masked: '', sampledShare: 0.5 }
]

function show(isTTY: boolean, takes = 1): string {
  let shown = ''
  const progress = new Progress({ isTTY, write: (text) => (shown += text) }, manifest, takes)
  for (const event of events) progress.show(event)
  progress.showFrames(0, 4, 8)
  progress.finishFrames(0, 8, 0.1)
  return shown
}

test('elsewhere than on a terminal progress is plain lines', () => {
  expect(show(false)).toBe('Board: done in 0.25 s\nDetail: 50 % of the tokens are sampled\nFrames: done in 0.10 s\n')
})

test('on a terminal each layer has a bar that is redrawn in place and stays when it is full', () => {
  const shown = show(true)
  expect(shown).toContain(`\r\u001b[K${drawBar('Board', 2, 4)}`)
  expect(shown).toContain(`${drawBar('Board', 4, 4)}  0.25 s\n`)
  expect(shown.endsWith(`${drawBar('Frames', 8, 8)}  0.10 s\n`)).toBe(true)
})

test('layers that are done together each keep their own number of steps', () => {
  let shown = ''
  const progress = new Progress({ isTTY: true, write: (text) => (shown += text) }, manifest, 1)
  progress.show({ type: 'step', takes: [0], layer: 1, step: 5, steps: 6 })
  progress.show({ type: 'step', takes: [0], layer: 0, step: 8, steps: 9 })
  for (const layer of [1, 0]) progress.show({ type: 'layer', take: 0, layer, seconds: 1 })
  expect(shown).toContain(drawBar('Layout', 6, 6))
  expect(shown).toContain(drawBar('Detail', 9, 9))
})

test('takes are numbered where there are several', () => {
  expect(show(false, 2)).toContain('Board 1: done')
})

test('a cut prompt is said', () => {
  let shown = ''
  const progress = new Progress({ write: (text) => (shown += text) }, manifest, 1)
  progress.show({ type: 'prompt', prompt: { tokens: 8, total: 20, isCut: true, replaced: [], read: 'a dog', ids: [] } })
  expect(shown).toBe('The prompt has 20 word pieces and the pack reads 8: "a dog"\n')
})

test('words that were read as others are said', () => {
  let shown = ''
  const progress = new Progress({ write: (text) => (shown += text) }, manifest, 1)
  const replaced = [{ from: 'pooch', to: 'dog', at: 2 }, { from: 'ascends', to: 'rises', at: 6 }]
  progress.show({ type: 'prompt', prompt: { tokens: 6, total: 6, isCut: false, replaced, read: 'a dog rises', ids: [] } })
  expect(shown).toBe('Read "pooch" as "dog", "ascends" as "rises"\n')
})

test('a bar is as full as its count', () => {
  expect(drawBar('Board', 0, 4)).toBe(`Board      ${'░'.repeat(24)} 0/4`)
  expect(drawBar('Board', 2, 4)).toBe(`Board      ${'█'.repeat(12)}${'░'.repeat(12)} 2/4`)
})
