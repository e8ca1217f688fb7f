/** Starts the built studio with folders of its own and opens its page in Chromium. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import axe from 'axe-core'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { listPackFolders } from '../model-pack/packs.ts'

const root = resolve(import.meta.dirname, '../..')
const picturesFolder = join(root, 'artifacts', 'e2e')
const startLimitMilliseconds = 30_000

/** For what the model does: the engine may have to read a large pack first, and the machine may be busy. */
export const longWait = { timeout: 120_000 }

export interface Server {
  /** Process id of the host. */
  readonly pid: number
  readonly link: string
  /** Folder of its data, logs and cache. */
  readonly home: string
  /** Everything it wrote to standard output and standard error. */
  readonly output: () => string
  /** Asks it to stop; resolves with its exit status. */
  readonly stop: () => Promise<number | null>
}

function readLink(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The studio did not start:\n${output()}`))
    const timer = setTimeout(fail, startLimitMilliseconds)
    child.stdout?.on('data', () => {
      const link = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(output())?.[0]
      if (link === undefined) return
      clearTimeout(timer)
      resolve(link)
    })
    child.on('exit', fail)
  })
}

/** Starts `out/main/server.js` on a free port, or another program that ends up in it. */
export async function startServer(
  environment: Record<string, string> = {},
  program: readonly string[] = [join(root, 'out', 'main', 'server.js')]
): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'studio-ü-'))
  const child = spawn(process.execPath, program, {
    env: { ...process.env, ...environment, HITVIDEO_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (written += text))
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const link = await readLink(child, () => written)
  return {
    pid: child.pid ?? 0,
    link,
    home,
    output: () => written,
    stop: async () => {
      child.kill('SIGTERM')
      const status = await exited
      rmSync(home, { recursive: true, force: true })
      return status
    }
  }
}

/** A browser without its own background traffic. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH']
  if (executablePath === undefined) throw new Error('Run the end-to-end tests with: npm run test:e2e')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required']
  })
}

export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Console errors and warnings, page errors and policy violations so far: must stay empty. */
  readonly complaints: string[]
}

/** Opens an address in a fresh profile. */
export async function openPage(browser: Browser, address: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', colorScheme: 'dark' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy violation: ${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(address)
  return { page, context, complaints }
}

export interface OpenStudio extends OpenPage {
  readonly server: Server
  readonly browser: Browser
  close(): Promise<void>
}

/** A studio of its own and its page, with the embedded pack where there is one, else the fixture: real graphs either way. */
export async function openStudio(): Promise<OpenStudio> {
  const pack = listPackFolders().at(-1)
  const server = await startServer(pack === undefined ? {} : { HITVIDEO_PACK: pack })
  const browser = await launchBrowser()
  const close = async () => {
    await browser.close()
    await server.stop()
  }
  return { ...(await openPage(browser, server.link)), server, browser, close }
}

/** Keeps a picture of the page for people to look at: `artifacts/e2e/<name>.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const path = join(picturesFolder, `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  // Transitions are shown at their end: a colour on its way to the other theme is nothing to look at.
  await page.screenshot({ path, animations: 'disabled' })
}

/** What axe finds wrong with the page as it is. */
export async function findViolations(page: Page): Promise<unknown[]> {
  // Through the debugger, not a script element: the page's policy admits none.
  await page.evaluate(axe.source)
  // Half-way from one theme to the other no colour is what it will be. What runs for ever is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished)
    )
  )
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]))'
  )
}
