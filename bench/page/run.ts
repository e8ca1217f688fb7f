/**
 * The page in Chromium: how soon it answers after a cold start, how large its first scripts are, and how smoothly the
 * board is dragged while a densify runs. `npm run bench:page` after `npm run build`; CHROMIUM_PATH names the browser,
 * HITVIDEO_PACK another pack. Prints JSON. Nothing else should be running.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, startServer } from '../../test/e2e/studio.ts'
import { quantile } from '../measure/statistics.ts'

const longWait = { timeout: 300_000 }
const dragSeconds = 4
const renderer = resolve(import.meta.dirname, '../../out/renderer')

/** Scripts that the page loads before anything is opened: what the entry reaches without a click. */
async function measureFirstScripts(page: Page): Promise<number> {
  const paths = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js'))
  )
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(renderer, path))).byteLength, 0)
}

/** Counts the page's frames until asked to stop; resolves with the times between them in milliseconds. */
async function watchFrames(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { frameTimes: times })
    const step = (now: number) => {
      times.push(now)
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
  return async () => {
    const times = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes)
    return times.slice(1).map((time, i) => time - (times[i] ?? time))
  }
}

async function drag(page: Page): Promise<void> {
  const box = await page.locator('.board-place').boundingBox()
  if (box === null) throw new Error('the board is not shown')
  const at = (share: number) => [box.x + box.width * share, box.y + box.height * (0.5 + 0.35 * Math.sin(share * 20))] as const
  await page.mouse.click(...at(0.1))
  await page.mouse.move(...at(0.1))
  await page.mouse.down()
  const end = performance.now() + dragSeconds * 1000
  for (let i = 0; performance.now() < end; i++) await page.mouse.move(...at(0.1 + 0.8 * Math.abs(Math.sin(i / 60))))
  // Back to where it was, so that nothing is swapped and the take stays the one that is densified.
  await page.mouse.move(...at(0.1))
  await page.mouse.up()
}

const server = await startServer()
const browser = await launchBrowser()
try {
  const begin = performance.now()
  const { page } = await openPage(browser, server.link)
  await page.getByRole('button', { name: 'New project' }).click(longWait)
  await page.getByRole('textbox', { name: 'Prompt' }).waitFor(longWait)
  const firstInteractionSeconds = (performance.now() - begin) / 1000
  const firstScriptsBytes = await measureFirstScripts(page)

  await page.getByText('· CPU').waitFor(longWait)
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a dog runs to the right through a green meadow')
  await page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await page.locator('.take-card').nth(3).waitFor(longWait)
  for (let take = 0; take < 4; take++) {
    await page.locator('.take-card').nth(take).click()
    await page.getByRole('button', { name: 'Densify' }).click()
  }
  const stop = await watchFrames(page)
  await drag(page)
  const intervals = (await stop()).toSorted((a, b) => a - b)
  const total = intervals.reduce((sum, interval) => sum + interval, 0)
  const isStillBusy = (await page.getByText('Queue empty').count()) === 0
  const result = {
    firstInteractionSeconds,
    firstScriptsBytes,
    dragging: {
      framesPerSecond: (intervals.length / total) * 1000,
      intervalMilliseconds: { median: quantile(intervals, 0.5), p95: quantile(intervals, 0.95), max: intervals.at(-1) },
      /** False: the densify ended before the dragging did; take a larger pack. */
      duringDensify: isStillBusy
    }
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
} finally {
  await browser.close()
  await server.stop()
}
