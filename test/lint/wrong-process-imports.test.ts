/** Runs the linter with the project's own rules on small files laid out like `src/`. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'lint-'))
afterAll(() => rmSync(folder, { recursive: true }))
// The rules' paths count from the folder of the configuration.
copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))

/** Lints one file that imports `specifier`; returns what the linter says, empty when it is content. */
function lint(path: string, specifier: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { thing } from '${specifier}'\n\nexport const used = thing\n`)
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const options = { cwd: folder, encoding: 'utf8' } as const
  const { status, stdout } = spawnSync(process.execPath, [oxlint, '--deny-warnings', path], options)
  return status === 0 ? '' : stdout
}

test.each([
  ['src/shared/thing.ts', 'node:fs'],
  ['src/shared/thing.ts', 'fs'],
  ['src/shared/thing.ts', 'electron'],
  ['src/shared/thing.ts', 'onnxruntime-node'],
  ['src/shared/thing.ts', 'react'],
  ['src/shared/thing.ts', '../main/services/system.ts'],
  ['src/shared/tokens/thing.ts', '../../renderer/store/clip-store.ts'],
  ['src/renderer/board/Thing.tsx', 'node:path'],
  ['src/renderer/board/Thing.tsx', 'electron'],
  ['src/renderer/board/Thing.tsx', 'better-sqlite3'],
  ['src/renderer/board/Thing.tsx', '../../main/folders.ts'],
  ['src/renderer/board/Thing.tsx', '../../preload/index.ts'],
  ['src/preload/index.ts', 'node:fs'],
  ['src/preload/index.ts', '../main/folders.ts'],
  ['src/main/services/thing.ts', 'electron'],
  ['src/main/services/thing.ts', 'onnxruntime-node'],
  ['src/main/services/thing.ts', 'better-sqlite3'],
  ['src/main/services/thing.ts', '@ffmpeg-installer/ffmpeg'],
  ['src/main/services/thing.ts', 'node:child_process'],
  ['src/main/services/thing.ts', '../http/host.ts'],
  ['src/main/services/thing.ts', '../../renderer/store/clip-store.ts'],
  ['src/main/pipeline/2-board/thing.ts', 'onnxruntime-node'],
  ['src/main/pipeline/4-decode/thing.ts', 'node:child_process'],
  ['src/main/engine/thing.ts', 'electron'],
  ['src/main/engine/thing.ts', 'better-sqlite3'],
  ['src/main/database/thing.ts', 'onnxruntime-node'],
  ['src/main/inference/thing.ts', 'better-sqlite3'],
  ['src/main/http/thing.ts', 'electron'],
  ['src/main/server.ts', 'electron'],
  ['src/main/cli.ts', 'onnxruntime-node'],
  ['src/main/electron/thing.ts', 'better-sqlite3']
])('%s must not import %s', (path, specifier) => {
  expect(lint(path, specifier)).toContain('no-restricted-imports')
})

test.each([
  ['src/shared/thing.ts', 'zod'],
  ['src/renderer/board/Thing.tsx', '../../shared/contract.ts'],
  ['src/preload/index.ts', 'electron'],
  ['src/main/electron/thing.ts', 'electron'],
  ['src/main/services/thing.ts', 'node:fs'],
  ['src/main/inference/thing.ts', 'onnxruntime-node'],
  ['src/main/database/thing.ts', 'better-sqlite3'],
  ['src/main/pipeline/5-export/thing.ts', '@ffmpeg-installer/ffmpeg'],
  ['src/main/pipeline/5-export/thing.ts', 'node:child_process'],
  ['src/main/engine/thing.ts', 'node:child_process']
])('%s may import %s', (path, specifier) => {
  expect(lint(path, specifier)).toBe('')
})

test('a relative import names the source file, so that Node runs it without a build', () => {
  expect(lint('src/shared/thing.ts', './errors.js')).toContain('Name the .ts file itself')
})
