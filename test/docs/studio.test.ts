/** The users' page against the program. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { commandEntry, commandIds } from '../../src/renderer/commands/command-table.ts'
import { showKey } from '../../src/renderer/commands/keys.ts'

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs', 'studio.md'), 'utf8')
const listed = [...page.matchAll(/^\| [^|]* \| [^|]+ \| `(.+)` \|$/gm)].map(([, key]) => key)

test('the page lists the key of every command, in the order of the table', () => {
  const keys = commandIds.map((id) => commandEntry(id).key).filter((key) => key !== '')
  expect(listed).toEqual(keys.map((key) => showKey(key, false)))
})
