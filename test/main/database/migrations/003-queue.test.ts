import { expect, test } from 'vitest'
import { migrateFrom } from './migrate-from.ts'

test('takes from before assets keep all they had and come from no asset', () => {
  const { connection, before, after } = migrateFrom(2, 3)
  expect(after).toBe(before)
  expect(connection.all('SELECT DISTINCT assetId FROM take')).toEqual([{ assetId: null }])
})

test('the queue, its chunks, speeds, assets and settings begin empty', () => {
  const { connection } = migrateFrom(2, 3)
  for (const table of ['job', 'jobChunk', 'speed', 'asset', 'projectAsset', 'setting']) {
    expect(connection.all(`SELECT * FROM ${table}`), table).toEqual([])
  }
})
