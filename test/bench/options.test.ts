import { expect, test } from 'vitest'
import { readOptions } from '../../bench/options.ts'
import { busyShare } from '../../bench/measure/quiet.ts'

test('without words everything is measured with as many threads as the engine takes', () => {
  expect(readOptions([], 2)).toEqual({
    json: false, pack: null, threads: 2, rounds: 7, steps: 8, hasPeers: true, shots: 10_000, isWriting: false
  })
  expect(readOptions([], 64)?.threads).toBe(8)
})

test('words change that', () => {
  const words = ['--json', '--pack', 'other', '--threads', '1', '--rounds', '3', '--steps', '4', '--no-peers', '--shots', '0', '--write']
  expect(readOptions(words, 2)).toEqual({
    json: true, pack: 'other', threads: 1, rounds: 3, steps: 4, hasPeers: false, shots: 0, isWriting: true
  })
})

test('a count that is none is refused by name', () => {
  expect(() => readOptions(['--rounds', '0'], 2)).toThrow('--rounds must be a whole number from 1 on, not "0"')
  expect(() => readOptions(['--what'], 2)).toThrow(/what/)
})

test('help measures nothing', () => {
  expect(readOptions(['--help'], 2)).toBeNull()
})

test('the busy share is what was busy of what went by', () => {
  expect(busyShare({ busy: 10, all: 100 }, { busy: 15, all: 120 })).toBe(0.25)
  expect(busyShare({ busy: 10, all: 100 }, { busy: 10, all: 100 })).toBe(0)
})
