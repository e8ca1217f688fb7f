import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSecrets } from '../../../src/main/http/secrets.ts'
import { openLog } from '../../../src/main/logging/log.ts'
import { createScrubber } from '../../../src/main/logging/scrub.ts'
import { FileError } from '../../../src/shared/errors.ts'

const scrub = createScrubber('/home/ada')
const textOf = (value: unknown) => JSON.stringify(scrub(value))

test.each([
  ['/home/ada/clips/dog.mp4', '~/clips/dog.mp4'],
  ['open /home/grace/x', 'open ~/x'],
  ['/Users/grace/Movies', '~/Movies'],
  ['C:\\Users\\Grace\\Videos', '~\\Videos'],
  ['cwd is /root', 'cwd is ~']
])('the home folder in %s is left out', (text, expected) => {
  expect(scrub(text)).toBe(expected)
})

test('a token is left out wherever it stands', () => {
  const { token } = createSecrets()
  expect(textOf({ url: `http://127.0.0.1:5000/#token=${token}` })).not.toContain(token)
  expect(textOf(new Error(`bad ${token}`))).not.toContain(token)
})

test('what a person wrote is left out, however deep', () => {
  const record = { take: { prompt: 'my secret story', shots: [{ dialogue: 'hush', Notes: 'private' }] } }
  expect(textOf(record)).not.toMatch(/secret|hush|private/)
})

test('an expected failure is logged by kind and operation, without its words', () => {
  const error = new FileError({ operation: 'open the file', reason: '"diary.mp4" is gone', remedy: 'Choose another' })
  expect(scrub(error)).toMatchObject({ type: 'FileError', kind: 'file', operation: 'open the file' })
  expect(textOf(error)).not.toContain('diary')
})

test('other values stay as they are, and a cycle ends', () => {
  expect(scrub({ count: 3, device: 'cpu', ok: true, none: null })).toEqual({ count: 3, device: 'cpu', ok: true, none: null })
  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  expect(textOf(cycle)).toContain('[left out]')
})

test('a log file holds scrubbed records and rotates when it is large', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'studio.log'), 'x'.repeat(3 * 2 ** 20))
  const log = openLog(folder, 'studio', '/home/ada')
  log.error({ error: new Error('no /home/ada/x'), prompt: 'a dog' }, 'a call failed')
  const record = JSON.parse(readFileSync(join(folder, 'studio.log'), 'utf8'))
  expect(record).toMatchObject({ msg: 'a call failed', prompt: '[left out]', error: { message: 'no ~/x' } })
  expect(readFileSync(join(folder, 'studio.1.log'), 'utf8')).toHaveLength(3 * 2 ** 20)
})
