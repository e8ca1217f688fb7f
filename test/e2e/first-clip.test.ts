/** From the printed link to a playing clip, with a real pack. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPackFolders } from '../model-pack/packs.ts'
import { launchBrowser, openPage, startServer, takePicture } from './studio.ts'
import type { OpenPage, Server } from './studio.ts'

let server: Server
let browser: Browser
let open: OpenPage
let page: Page

beforeAll(async () => {
  // The embedded pack where there is one, else the fixture: graphs that are real either way.
  const pack = listPackFolders().at(-1)
  server = await startServer(pack === undefined ? {} : { HITVIDEO_PACK: pack })
  browser = await launchBrowser()
  open = await openPage(browser, server.link)
  page = open.page
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

test('the link opens the page, and the token leaves the address bar', async () => {
  await page.getByRole('heading', { name: 'HiTVideo Studio' }).waitFor()
  expect(page.url()).not.toContain('token')
  await page.getByText('· CPU').waitFor()
})

test('a prompt becomes a clip that plays', async () => {
  await page.getByLabel('What happens in the clip?').fill('a dog runs to the right on a beach')
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('button', { name: 'Make clip' }).click()
  const video = page.locator('video')
  await video.waitFor({ timeout: 120_000 })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
  const size = await video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.videoHeight, element.duration])
  expect(Math.min(...size)).toBeGreaterThan(0)
  await page.getByText(/Seed 7 · made in/).waitFor()
  expect(await page.getByRole('progressbar').count()).toBeGreaterThanOrEqual(2)
  await takePicture(page, 'first-clip')
})

test('the clip can be scrubbed, because its ranges are answered', async () => {
  const video = page.locator('video')
  const time = await video.evaluate(async (element: HTMLVideoElement) => {
    element.pause()
    const isSought = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }))
    element.currentTime = element.duration / 2
    await isSought
    return [element.currentTime, element.duration / 2]
  })
  expect(time[0]).toBeCloseTo(time[1] ?? 0, 1)
})

test('a reload finds its way back without the link', async () => {
  await page.reload()
  await page.getByText('· CPU').waitFor()
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
})

test('a clip can be cancelled', async () => {
  await page.getByLabel('What happens in the clip?').fill('a cat')
  await page.getByLabel('What happens in the clip?').press('Control+Enter')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText(/Cancelled|made in/).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('a seed that is no number is refused in place', async () => {
  await page.getByLabel('Seed').fill('seven')
  await page.getByText('A whole number from 0 on').waitFor()
  expect(await page.getByRole('button', { name: /Make/ }).isDisabled()).toBe(true)
  await page.getByLabel('Seed').fill('')
})

test.each(['dark', 'light'] as const)('the page has no accessibility violation in its %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  // Through the debugger, not a script element: the page's policy admits none.
  await page.evaluate(axe.source)
  const violations = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length]))')
  expect(violations).toEqual([])
  await takePicture(page, `first-clip-${colorScheme}`)
})

test('the page made no complaint, and broke no rule of its policy', () => {
  expect(open.complaints).toEqual([])
})

test('a browser without the link gets the page but no access', async () => {
  const stranger = await openPage(browser, server.link.replace(/#.*/, ''))
  await stranger.page.getByText('Open the link that the studio printed').waitFor()
  expect(stranger.complaints).toEqual([])
  await stranger.context.close()
})

test('the log holds neither the token nor the prompt nor the home folder', () => {
  const logs = readdirSync(join(server.home, 'logs')).map((name) => readFileSync(join(server.home, 'logs', name), 'utf8'))
  const text = logs.join('\n')
  expect(text).toContain('the studio is served')
  expect(text).not.toContain(new URL(server.link).hash.replace('#token=', ''))
  expect(text).not.toContain('dog')
})
