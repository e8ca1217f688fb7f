import { expect, test } from 'vitest'
import { readServerOptions } from '../../../src/main/http/options.ts'
import { InvalidInputError } from '../../../src/shared/errors.ts'

test('without options any free port is used', () => {
  expect(readServerOptions([])).toEqual({ port: 0 })
  expect(readServerOptions(['--port', '8080'])).toEqual({ port: 8080 })
})

test.each([[['--port', 'x']], [['--port', '70000']], [['--port', '-1']], [['--port=1.5']], [['--host', '0.0.0.0']], [['extra']]])(
  '%j is refused with the usage',
  (args) => {
    expect(() => readServerOptions(args)).toThrow(InvalidInputError)
    expect(() => readServerOptions(args)).toThrow(/Usage: npm run serve/)
  }
)
