/** Records of the first schema, written with the columns it had: what every later schema must still hold. */
import { packCodes } from '../../../../src/shared/storyboard/packed-codes.ts'
import { createHash } from 'node:crypto'
import type { Connection } from '../../../../src/main/database/connection.ts'

/** Adds a project of `shots` shots with a take each. */
export function fillFirstSchema(connection: Connection, shots: number): void {
  connection.transact('fill', (database) => {
    database.run("INSERT INTO pack VALUES (?, 'counter', '1.0.0', '[]')", 'c'.repeat(64))
    database.run(
      `INSERT INTO project (id, name, packId, presenceAt, openedSequence, createdAt, updatedAt)
       VALUES ('project-1', 'Früher', NULL, 1, 1, 1, 2)`
    )
    for (let i = 0; i < shots; i++) {
      const [shot, take] = [`shot-${i}`, `take-${i}`]
      database.run(
        `INSERT INTO shot (id, projectId, orderKey, prompt, negativePrompt, notes, dialogue, durationSeconds, presenceAt, createdAt, updatedAt)
         VALUES (?, 'project-1', ?, ?, '', '', '', 8, 1, 1, 1)`,
        shot, `V${String(i).padStart(5, '0')}`, `a dog number ${i}`
      )
      database.run(
        `INSERT INTO take (id, projectId, shotId, number, origin, prompt, negativePrompt, seed, draw, sampling, packHash, name, starred, rating, presenceAt, createdAt)
         VALUES (?, 'project-1', ?, 1, 'board', ?, '', ?, 0, '[]', ?, '', 0, 0, 1, 1)`,
        take, shot, `a dog number ${i}`, i, 'c'.repeat(64)
      )
      database.run('UPDATE shot SET chosenTakeId = ? WHERE id = ?', take, shot)
      const bytes = packCodes(Array.from({ length: 16 }, (_, position) => (position * 31 + i) % 1024), 10)
      const { lastId } = database.run(
        'INSERT INTO blob (hash, bytes) VALUES (?, ?)', createHash('sha256').update(bytes).update(String(i)).digest(), bytes
      )
      database.run('INSERT INTO layer VALUES (?, 3, 16, ?, NULL, NULL, NULL, 0, 0, 0)', take, lastId)
    }
  })
}

/** All of it as text, to be compared. */
export function readFirstSchema(connection: Connection): string {
  const rows = [
    ...connection.all('SELECT id, name, packId, presence, presenceAt, openedSequence, createdAt, updatedAt FROM project ORDER BY id'),
    ...connection.all('SELECT id, projectId, orderKey, prompt, durationSeconds, chosenTakeId, presence FROM shot ORDER BY sequence'),
    ...connection.all('SELECT sequence, id, shotId, number, origin, prompt, seed, draw, packHash, presence FROM take ORDER BY sequence'),
    ...connection.all('SELECT takeId, layer, tokens, codes, hex(bytes) FROM layer JOIN blob ON blob.id = codes ORDER BY takeId')
  ]
  return JSON.stringify(rows)
}
