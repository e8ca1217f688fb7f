import { expect, test } from 'vitest'
import { readOptions, usage } from '../../../src/main/command-line/options.ts'
import { InvalidInputError } from '../../../src/shared/errors.ts'

test('a prompt alone takes the defaults', () => {
  expect(readOptions(['a dog runs'])).toEqual({
    prompt: 'a dog runs',
    takes: 1,
    negative: '',
    'no-masking': false,
    scale: 1,
    json: false
  })
})

test('words without quotes are one prompt', () => {
  expect(readOptions(['a', 'dog', '--seed', '7', 'runs'])).toMatchObject({ prompt: 'a dog runs', seed: 7 })
})

test('every option is read', () => {
  const words = [
    '--out=a.mp4',
    '--takes=3',
    '--candidates=5',
    '--layers=2',
    '--guidance=4.5',
    '--temperature=0',
    '--top-k=50',
    '--top-p=.9'
  ]
  const more = [
    '--negative=rain',
    '--no-masking',
    '--scale=4',
    '--pack=animatic',
    '--device=cpu',
    '--threads=2',
    '--json'
  ]
  expect(readOptions(['dog', ...words, ...more])).toMatchObject({
    out: 'a.mp4',
    takes: 3,
    candidates: 5,
    layers: 2,
    guidance: 4.5,
    temperature: 0,
    'top-k': 50,
    'top-p': 0.9,
    negative: 'rain',
    'no-masking': true,
    scale: 4,
    pack: 'animatic',
    device: 'cpu',
    threads: 2,
    json: true
  })
})

test('help wins over everything else', () => {
  expect(readOptions(['--help'])).toBeNull()
  expect(readOptions(['-h', 'dog'])).toBeNull()
})

test('the usage names every option that is read', () => {
  const named = [...usage.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name)
  expect(named).toEqual([
    'out',
    'seed',
    'takes',
    'candidates',
    'layers',
    'guidance',
    'temperature',
    'top-k',
    'top-p',
    'negative',
    'no-masking',
    'scale',
    'pack',
    'device',
    'threads',
    'json',
    'help'
  ])
})

test.each([
  [[], 'prompt', 'there is no prompt'],
  [['   '], 'prompt', 'the prompt is empty'],
  [['dog', '--seed', 'x'], 'seed', '--seed must be a number'],
  [['dog', '--seed', '1.5'], 'seed', '--seed is out of range'],
  [['dog', '--seed=-1'], 'seed', '--seed is out of range'],
  [['dog', '--takes', '0'], 'takes', '--takes is out of range'],
  [['dog', '--takes', '65'], 'takes', '--takes is out of range'],
  [['dog', '--guidance', '101'], 'guidance', '--guidance is out of range'],
  [['dog', '--top-p', '0'], 'top-p', '--top-p is out of range'],
  [['dog', '--scale', '99'], 'scale', '--scale is out of range'],
  [['dog', '--device', 'abacus'], 'device', '--device']
])('%j is refused and the option named', (words, field, reason) => {
  const fault = faultOf(words)
  expect(fault).toMatchObject({ field, reason: expect.stringContaining(reason) })
  expect(fault.message).not.toContain('\n')
})

function faultOf(words: readonly string[]): InvalidInputError {
  try {
    readOptions(words)
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('The command was not refused')
}

test('an unknown option is refused', () => {
  expect(() => readOptions(['dog', '--colour', 'red'])).toThrow(/--colour/)
})
