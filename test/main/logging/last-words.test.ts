import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '../../../src/main/logging/last-words.ts')

test('an error that nobody caught is logged, and the process still ends with a failure', () => {
  const script = `
    const { setupLastWords } = await import(${JSON.stringify(source)})
    const say = (fields, message) => console.log(message + ': ' + fields.error.message)
    setupLastWords({ info: say, warn: say, error: say })
    Promise.reject(new Error('lost'))
  `
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stdout).toBe('the studio ends because of a defect: lost\n')
})
