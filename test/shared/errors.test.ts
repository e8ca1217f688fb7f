import { expect, test } from 'vitest'
import { z } from 'zod'
import * as errors from '../../src/shared/errors.ts'

const failure = { operation: 'read the pack', reason: 'the manifest is damaged.', remedy: 'Install the pack again.' }

test('a message states operation, cause and remedy, each once', () => {
  const error = new errors.PackError(failure)
  expect(error.message).toBe('read the pack: the manifest is damaged. Install the pack again.')
})

test('every kind is a class of its own that survives a process boundary with its words', () => {
  const classes = new Set<unknown>()
  for (const kind of errors.errorKinds) {
    const wire = { kind, ...failure, field: 'manifest.layers' }
    const sent = errors.fromWireError(wire)
    const received = errors.fromWireError(errors.wireErrorSchema.parse(JSON.parse(JSON.stringify(errors.toWireError(sent, 'call')))))
    expect(received.constructor).toBe(sent.constructor)
    expect(received).toMatchObject({ kind, message: sent.message, name: sent.constructor.name, field: 'manifest.layers' })
    expect(received).toBeInstanceOf(errors.StudioError)
    classes.add(received.constructor)
  }
  expect(classes.size).toBe(errors.errorKinds.length)
})

test('an unexpected error crosses without its details', () => {
  const wire = errors.toWireError(new Error('ENOENT: /home/someone/secret'), 'open the project')
  expect(wire.kind).toBe('internal')
  expect(JSON.stringify(wire)).not.toContain('secret')
})

test('the cause is kept on the side where it happened', () => {
  const cause = new Error('disk')
  expect(new errors.StorageError(failure, { cause }).cause).toBe(cause)
})

test('a value is checked without a throw, whatever its lengths are', () => {
  const schema = z.object({ name: z.string().max(3) })
  expect(errors.checkInput(schema, { name: 'cat' })).toEqual({ ok: true, value: { name: 'cat' } })
  expect(errors.checkInput(schema, { name: 'mouse' })).toMatchObject({ ok: false, field: 'name' })
  const odd: unknown = JSON.parse('{ "name": { "length": { "toString": 1, "valueOf": 1 } } }')
  expect(errors.checkInput(schema, odd)).toMatchObject({ ok: false })
})
