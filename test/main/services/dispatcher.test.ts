import { expect, test } from 'vitest'
import { z } from 'zod'
import { createDispatcher, createDispatcherFor } from '../../../src/main/services/dispatcher.ts'
import { methods } from '../../../src/shared/contract.ts'
import type { MethodName } from '../../../src/shared/contract.ts'
import { NotFoundError } from '../../../src/shared/errors.ts'
import { method } from '../../../src/shared/rpc/table.ts'
import type { Handlers } from '../../../src/shared/rpc/table.ts'
import { createRandom, drawJson } from '../../fuzz/draw-json.ts'

const table = {
  'sum.add': method(z.object({ a: z.number(), b: z.number().default(1) }), z.object({ sum: z.number() })),
  'sum.fail': method(z.object({}), z.object({})),
  'sum.break': method(z.object({}), z.object({})),
  'sum.lie': method(z.object({}), z.object({ sum: z.number() }))
}

function createSumDispatcher() {
  const defects: unknown[] = []
  const dispatch = createDispatcherFor(
    table,
    {
      'sum.add': ({ a, b }) => ({ sum: a + b }),
      'sum.fail': () => {
        throw new NotFoundError({ operation: 'find it', reason: 'it is gone', remedy: 'Look elsewhere' })
      },
      'sum.break': () => {
        throw new TypeError('undefined is not a function')
      },
      'sum.lie': () => JSON.parse('{"sum":"three"}')
    },
    { onDefect: (name, error) => defects.push([name, error]) }
  )
  return { dispatch, defects }
}

test('a call gets its defaults and answers with its value', async () => {
  const { dispatch } = createSumDispatcher()
  expect(await dispatch('sum.add', { a: 2 })).toEqual({ ok: true, value: { sum: 3 } })
})

test('bad input names the field and does not reach the service', async () => {
  const { dispatch } = createSumDispatcher()
  expect(await dispatch('sum.add', { a: 'two' })).toMatchObject({
    ok: false,
    error: { kind: 'invalid-input', operation: 'sum.add', field: 'a' }
  })
})

test.each(['sum.none', '', 'constructor', '__proto__', 'toString', 7, null, undefined, { toString: () => 'sum.add' }])(
  'the unknown method %s is refused',
  async (name) => {
    const { dispatch } = createSumDispatcher()
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  }
)

test('an expected failure keeps its kind and is no defect', async () => {
  const { dispatch, defects } = createSumDispatcher()
  expect(await dispatch('sum.fail', {})).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  expect(defects).toEqual([])
})

test('a defect is reported to the log and hidden from the caller', async () => {
  const { dispatch, defects } = createSumDispatcher()
  const outcome = await dispatch('sum.break', {})
  expect(outcome).toMatchObject({ ok: false, error: { kind: 'internal', operation: 'sum.break' } })
  expect(JSON.stringify(outcome)).not.toContain('not a function')
  expect(defects).toHaveLength(1)
})

test('a service that answers with the wrong shape is a defect', async () => {
  const { dispatch, defects } = createSumDispatcher()
  expect(await dispatch('sum.lie', {})).toMatchObject({ ok: false, error: { kind: 'internal' } })
  expect(defects).toHaveLength(1)
})

test('any payload to any method of the studio gives a value or a typed error, and is never a defect before its service', async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
  const random = createRandom(seed)
  const notFound = () => {
    throw new NotFoundError({ operation: 'fuzz', reason: 'nothing is there', remedy: 'None' })
  }
  const names = Object.keys(methods) as MethodName[]
  const handlers = Object.fromEntries(names.map((name) => [name, notFound])) as unknown as Handlers<typeof methods>
  const defects: unknown[] = []
  const dispatch = createDispatcher(handlers, { onDefect: (_name, error) => defects.push(error) })
  for (let round = 0; round < 40; round++) {
    for (const name of names) {
      const input = drawJson(random, methods[name].input)
      const outcome = await dispatch(name, input)
      const hint = `seed ${seed}, ${name}, ${JSON.stringify(input)}`
      const kind = expect.stringMatching(/^(invalid-input|not-found)$/)
      expect(outcome, hint).toMatchObject({ ok: false, error: { kind } })
    }
  }
  expect(defects, `seed ${seed}`).toEqual([])
})
