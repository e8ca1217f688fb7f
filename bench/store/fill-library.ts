/** A library as after years of work: every take has a full clip's tokens of its own. */
import { randomUUID } from 'node:crypto'
import { insertLayer } from '../../src/main/database/layers.ts'
import { insertProject } from '../../src/main/database/projects.ts'
import { insertShot } from '../../src/main/database/shots.ts'
import { insertTake, storePack } from '../../src/main/database/takes.ts'
import { spreadKeys } from '../../src/shared/storyboard/order-keys.ts'
import type { Connection } from '../../src/main/database/connection.ts'
import type { ProjectId, ShotId, TakeId } from '../../src/shared/storyboard/ids.ts'
import type { PackReference } from '../../src/shared/storyboard/take.ts'

/** The paper's grids and bits. */
const pack: PackReference = {
  id: 'bench', version: '1', hash: 'b'.repeat(64),
  layers: [
    { index: 3, name: 'Board', grid: [1, 4, 4], bits: 3 },
    { index: 2, name: 'Layout', grid: [2, 8, 8], bits: 14 },
    { index: 1, name: 'Form', grid: [4, 8, 8], bits: 16 },
    { index: 0, name: 'Detail', grid: [8, 16, 16], bits: 18 }
  ]
}
const subjects = ['dog', 'taxi', 'penguin', 'sailboat', 'rocket', 'balloon', 'dragon', 'bird']

export function fillLibrary(connection: Connection, shots: number, takesPerShot: number) {
  const projectId = randomUUID() as ProjectId
  const shotIds: ShotId[] = []
  const takeIds: TakeId[] = []
  const keys = spreadKeys(shots)
  connection.transact('fill', (database) => {
    storePack(database, pack)
    insertProject(database, { id: projectId, name: 'Long', packId: null, presence: 'kept', createdAt: 1, updatedAt: 1 })
  })
  const sampling = pack.layers.map(({ index }) => ({ layer: index, guidance: 3, temperature: 0.9, topK: 0, topP: 0.95 }))
  for (let first = 0; first < shots; first += 500) {
    connection.transact('fill', (database) => {
      for (let i = first; i < Math.min(shots, first + 500); i++) {
        const id = randomUUID() as ShotId
        const prompt = `a ${subjects[i % subjects.length]} crosses the meadow at noon, shot number ${i}, camera follows slowly`
        shotIds.push(id)
        insertShot(database, {
          id, projectId, orderKey: keys[i] ?? '', prompt, negativePrompt: 'rain', notes: 'wide, then close', dialogue: 'Wait for me!',
          durationSeconds: 8, chosenTakeId: null, presence: 'kept', createdAt: 1, updatedAt: 1
        })
        for (let take = 0; take < takesPerShot; take++) {
          const takeId = randomUUID() as TakeId
          takeIds.push(takeId)
          insertTake(database, {
            id: takeId, projectId, shotId: id, parentTakeId: null, origin: 'board', prompt, negativePrompt: 'rain', seed: i * 10 + take,
            draw: 0, sampling, packHash: pack.hash, name: '', starred: take === 0, rating: take, presence: 'kept', createdAt: 1
          })
          for (const { index, grid, bits } of pack.layers) {
            const codes = Array.from({ length: grid[0] * grid[1] * grid[2] }, (_, position) => ((position * 2_654_435_761 + i * 40_503 + take * 97) >>> 7) % 2 ** bits)
            insertLayer(database, takeId, { layer: index, codes, masked: null, locked: null, stale: null }, bits)
          }
        }
        database.run('UPDATE shot SET chosenTakeId = ? WHERE id = ?', takeIds.at(-takesPerShot) ?? null, id)
      }
    })
  }
  return { projectId, shotIds, takeIds }
}
