import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLibrary } from '../../../src/main/database/open-library.ts'
import { runChaos } from '../../chaos/drive.ts'
import { verify } from '../../chaos/verify.ts'

// The long form: npm run chaos -- --kills 200
test('nothing that was acknowledged is lost when the process is killed twelve times', { timeout: 180_000 }, async () => {
  const seed = Number(process.env['HITVIDEO_CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const result = await runChaos(12, seed)
  expect(result.losses, `seed ${seed}`).toEqual([])
  expect(result.kills).toBe(12)
})

test('a lost record, a changed record and a lost export are noticed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hitvideo-chaos-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const library = await openLibrary(folder)
  library.connection.transact('fill', (database) => {
    database.run(
      "INSERT INTO project (id, name, presenceAt, openedSequence, createdAt, updatedAt) VALUES ('project-1', 'Old', 1, 1, 1, 1)"
    )
  })
  library.close()
  const known = new Map([['project/project-1', '{"name":"New","presence":"kept"}'], ['shot/shot-1', '{}']])
  const { losses } = verify(library.folder.database, known, [{ type: 'exported', file: 'a' }], (name) => join(folder, name))
  expect(losses).toEqual([
    'changed: project/project-1 from {"name":"New","presence":"kept"} to {"name":"Old","presence":"kept"}',
    'lost: shot/shot-1',
    `lost: ${join(folder, 'a')}`
  ])
})
