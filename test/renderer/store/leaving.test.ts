import { expect, test } from 'vitest'
import { createDrafts } from '../../../src/renderer/store/drafts.ts'
import { createTransfers } from '../../../src/renderer/store/transfers.ts'

test('drafts tell whether any of them is not yet with the host', async () => {
  const drafts = createDrafts()
  let isTyped = true
  const flush = async () => {
    isTyped = false
  }
  const remove = drafts.add({ flush, isPending: () => isTyped })
  expect(drafts.isPending()).toBe(true)
  await drafts.flush()
  expect(drafts.isPending()).toBe(false)
  isTyped = true
  remove()
  expect(drafts.isPending()).toBe(false)
})

test('a file is on its way until it has arrived, or has failed to', async () => {
  const transfers = createTransfers()
  const arrived = transfers.during(Promise.resolve('handle'))
  const failed = transfers.during(Promise.reject(new Error('gone')))
  expect(transfers.areUnderWay()).toBe(true)
  expect(await arrived).toBe('handle')
  await expect(failed).rejects.toThrow('gone')
  expect(transfers.areUnderWay()).toBe(false)
})
