/** What people see when something goes wrong: it is said where it happened, and it heals. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtureFolder } from '../model-pack/packs.ts'
import { launchBrowser, openPage, startServer, takePicture } from './studio.ts'
import type { OpenPage } from './studio.ts'

const longWait = { timeout: 120_000 }

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Processes that a process has started. */
function findChildren(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  const text = existsSync(file)
    ? readFileSync(file, 'utf8')
    : spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout
  return text.split(/\s+/).filter((part) => part !== '').map(Number)
}

async function makeProject({ page }: OpenPage): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a dog runs on a beach')
}

test('a model that is killed is started again, and work goes on', async () => {
  const server = await startServer({ HITVIDEO_PACK: fixtureFolder })
  const open = await openPage(browser, server.link)
  await open.page.getByText('· CPU').waitFor(longWait)
  await makeProject(open)
  for (const child of findChildren(server.pid)) process.kill(child, 'SIGKILL')
  await open.page.getByText('· CPU').waitFor(longWait)
  await open.page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await open.page.locator('.take-card').nth(3).waitFor(longWait)
  expect(open.complaints).toEqual([])
  await open.context.close()
  await server.stop()
})

test('without a model the studio opens, says what it lacks, and keeps what is typed', async () => {
  const server = await startServer({ HITVIDEO_PACK: '/nowhere/at-all' })
  const open = await openPage(browser, server.link)
  await makeProject(open)
  await open.page.getByText('No model').waitFor(longWait)
  await open.page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await open.page.locator('.empty-board').getByRole('alert').waitFor(longWait)
  await takePicture(open.page, 'trouble-no-model')
  expect(await open.page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('a dog runs on a beach')
  expect(open.complaints).toEqual([])
  await open.context.close()
  await server.stop()
})

test('a host that goes away is said to be away, and what was typed stays', async () => {
  const server = await startServer({ HITVIDEO_PACK: fixtureFolder })
  const open = await openPage(browser, server.link)
  await makeProject(open)
  await server.stop()
  await open.page.getByText('The studio does not answer.').waitFor(longWait)
  await open.page.getByText('not connected').waitFor()
  await takePicture(open.page, 'trouble-no-host')
  expect(await open.page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('a dog runs on a beach')
  await open.context.close()
})
