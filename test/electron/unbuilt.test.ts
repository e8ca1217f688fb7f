import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as electron from './recording-electron.ts'

vi.mock('electron', () => import('./recording-electron.ts'))

test('a studio that cannot open says why in a dialog and ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbuilt-'))
  vi.stubEnv('HITVIDEO_HOME', join(folder, 'home'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
  const { runElectron } = await import('../../src/main/electron/run.ts')
  await runElectron(folder)
  expect(electron.errorBoxes).toEqual([expect.stringContaining('npm run build')])
  expect(electron.app.calls).toContain('exit 1')
})
