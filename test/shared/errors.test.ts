import { expect, test } from 'vitest'
import * as errors from '../../src/shared/errors.ts'

const failure = { operation: 'read the pack', reason: 'the manifest is damaged.', remedy: 'Install the pack again.' }

test('a message states operation, cause and remedy, each once', () => {
  const error = new errors.PackError(failure)
  expect(error.message).toBe('read the pack: the manifest is damaged. Install the pack again.')
})

test('every kind of error is the same class with the same words after crossing a process boundary', () => {
  const classes = Object.values(errors).filter(
    (value): value is new (given: errors.Failure) => errors.StudioError =>
      typeof value === 'function' && value.prototype instanceof errors.StudioError
  )
  expect(classes.length).toBe(errors.errorKinds.length)
  for (const Class of classes) {
    const sent = new Class({ ...failure, field: 'manifest.layers' })
    const wire = JSON.parse(JSON.stringify(errors.toWireError(sent, 'call')))
    const received = errors.fromWireError(errors.wireErrorSchema.parse(wire))
    expect(received).toBeInstanceOf(Class)
    expect(received.message).toBe(sent.message)
    expect(received.field).toBe('manifest.layers')
    expect(received.name).toBe(Class.name)
  }
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
