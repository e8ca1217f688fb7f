import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseDevice, firstLine, sessionOptions } from '../../../src/main/inference/device.ts'
import { InvalidInputError } from '../../../src/shared/errors.ts'
import { fixtureFolder } from '../../model-pack/packs.ts'

const graph = join(fixtureFolder, 'head-0.onnx')

test('the processor is taken when it is asked for, with the threads asked for', async () => {
  expect(await chooseDevice(graph, ['cpu'], 3)).toEqual({
    provider: 'cpu',
    reason: 'cpu was asked for',
    skipped: [],
    threads: 3
  })
})

test('a provider that is not there is skipped with its reason', async () => {
  const device = await chooseDevice(graph, ['dml', 'cpu'])
  expect(device.provider).toBe('cpu')
  expect(device.skipped).toHaveLength(1)
  expect(device.skipped[0]?.provider).toBe('dml')
  expect(device.skipped[0]?.reason).not.toBe('')
})

test('an unknown provider is refused', async () => {
  await expect(chooseDevice(graph, ['abacus'])).rejects.toThrow(InvalidInputError)
})

test('each session has one provider and spins no longer than it runs', () => {
  expect(sessionOptions({ provider: 'cuda', threads: 2 })).toMatchObject({
    executionProviders: ['cuda'],
    extra: { session: { force_spinning_stop: '1', intra_op: { allow_spinning: '1' } } }
  })
})

test('the reason of a failure has one line and no folders', () => {
  expect(firstLine(new Error('cannot open /home/ada/packs/a.onnx: no such file\nmore'))).toBe(
    'cannot open a.onnx: no such file'
  )
})
