import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { makeSafeName } from '../../../src/main/files/safe-name.ts'
import { createRandom } from '../../fuzz/draw-json.ts'

test.each([
  ['dog.mp4', 'dog.mp4'],
  ['Übung – 日本.mp4', 'Übung – 日本.mp4'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\Windows\\x.exe', 'C__Windows_x.exe'],
  ['a\u0000b\n.mp4', 'a_b_.mp4'],
  ['invoice\u202egpj.mp4', 'invoice_gpj.mp4'],
  ['..', 'file'],
  ['', 'file'],
  ['.mp4', 'mp4'],
  ['con.mp4', '_con.mp4'],
  ['NUL', '_NUL'],
  ['  spaces  ', 'spaces']
])('"%s" becomes "%s"', (given, expected) => {
  expect(makeSafeName(given)).toBe(expected)
})

test('a long name is cut to what file systems take, in whole characters, with its extension', () => {
  const name = makeSafeName(`${'ü😀'.repeat(200)}.webm`)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
  expect(name).toMatch(/\.webm$/)
  expect(name.isWellFormed()).toBe(true)
})

test('whatever comes in, one plain name comes out', () => {
  const seed = Date.now() % 2 ** 31
  const random = createRandom(seed)
  for (let round = 0; round < 2000; round++) {
    const given = String.fromCharCode(...Array.from({ length: random() * 40 }, () => random() * (random() < 0.7 ? 128 : 65_536)))
    const name = makeSafeName(given)
    const hint = `seed ${seed}: ${JSON.stringify(given)}`
    expect(name.length, hint).toBeGreaterThan(0)
    expect(basename(name), hint).toBe(name)
    expect(['.', '..'], hint).not.toContain(name)
    expect([...name].filter((character) => '/\\\u0000'.includes(character)), hint).toEqual([])
    expect(Buffer.byteLength(name), hint).toBeLessThanOrEqual(201)
  }
})
