import { expect, test } from 'vitest'
import { readPresets } from '../../../src/renderer/inspector/presets.ts'
import {
  boardSeeds, createParametersStore, effectiveSampling, parametersOf, storeParameters, toRequestSampling
} from '../../../src/renderer/store/parameters-store.ts'

const packDefault = { guidance: 3, temperature: 0.9, topK: 0, topP: 0.95 }

test('a layer’s own number beats the one for all, which beats the pack’s', () => {
  const store = createParametersStore()
  expect(effectiveSampling(store.getState(), 3, packDefault)).toEqual(packDefault)
  store.setAll({ guidance: 5, temperature: 1 })
  store.setLayer(3, { guidance: 2 })
  expect(effectiveSampling(store.getState(), 3, packDefault)).toEqual({ ...packDefault, guidance: 2, temperature: 1 })
  expect(effectiveSampling(store.getState(), 0, packDefault)).toEqual({ ...packDefault, guidance: 5, temperature: 1 })
})

test('requests carry only what differs from the pack', () => {
  const store = createParametersStore()
  expect(toRequestSampling(store.getState(), [3, 0])).toEqual([])
  store.setLayer(0, { topK: 50 })
  expect(toRequestSampling(store.getState(), [3, 0])).toEqual([{ topK: 50, layer: 0 }])
})

test('a take’s parameters can be used again, and kept as a preset', () => {
  const store = createParametersStore()
  store.use(parametersOf([{ ...packDefault, layer: 3 }]))
  const kept = storeParameters(store.getState())
  expect(kept).toEqual({ all: {}, layers: { 3: packDefault } })
  expect(readPresets({ mine: kept, broken: { all: 'no' } })).toEqual(new Map([['mine', kept]]))
  store.reset()
  expect(toRequestSampling(store.getState(), [3])).toEqual([])
})

test('a locked seed gives the same boards, an open one others', () => {
  expect(boardSeeds(3, 7)).toEqual([7, 8, 9])
  expect(boardSeeds(4, null)).toHaveLength(4)
})
