/** The whole story with the keyboard alone: nothing in here touches a pointer. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longWait, openStudio } from './studio.ts'
import type { OpenStudio } from './studio.ts'

let studio: OpenStudio
let page: Page

/** What has the keyboard: its name as screen readers say it, or its text. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLTextAreaElement ? element.labels[0]?.textContent : element?.getAttribute('aria-label')
    return label ?? element?.textContent ?? ''
  })

/** Presses Tab until something with this name has the keyboard. */
async function tabTo(name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (name.test(await focused())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}

const takeCount = () => page.locator('.take-card').count()
const said = () => page.locator('[role=status].visually-hidden').innerText()

beforeAll(async () => {
  studio = await openStudio()
  page = studio.page
  await page.getByText('· CPU').waitFor(longWait)
})
afterAll(async () => {
  await studio.close()
})

test('a project is made', async () => {
  await tabTo(/^Name of the project$/)
  await page.keyboard.type('Keys only')
  await page.keyboard.press('Enter')
  await page.getByText('Write what happens in this shot.').waitFor()
  expect(await page.locator('.shot-row').count()).toBe(1)
})

test('P leads to the prompt, and Ctrl+Enter makes boards of it', async () => {
  await page.keyboard.press('p')
  await page.keyboard.type('a cat walks to the left in the snow')
  await page.keyboard.press('Control+Enter')
  await expect.poll(takeCount, longWait).toBe(4)
})

test('a take is reached with brackets and picked with U', async () => {
  await page.keyboard.press('Tab')
  await tabTo(/^Board \d+/)
  await page.keyboard.press(']')
  await expect.poll(said).toContain('Take 2')
  await page.keyboard.press('u')
  await page.locator('.take-card[aria-current=true] .chosen').waitFor()
  expect(await page.locator('.take-card[aria-current=true]').getAttribute('aria-label')).toContain('Take 2')
})

test('cells are walked to, locked and drawn anew, and each step is said', async () => {
  await tabTo(/^A1/)
  await page.keyboard.press('l')
  await expect.poll(said).toContain('A1 locked. 1 locked in all.')
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('A2')
  await page.keyboard.press('l')
  await expect.poll(said).toContain('A2 locked. 2 locked in all.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await expect.poll(takeCount, longWait).toBe(5)
  // The keyboard is still on the board.
  expect(await focused()).toContain('A2')
})

test('cells are copied to another take', async () => {
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('[')
  await expect.poll(said).toContain('Take 4')
  await page.locator('[role=grid][aria-busy=false]').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+v')
  await expect.poll(takeCount, longWait).toBe(6)
})

test('an alternative is tried by its number, and undone', async () => {
  await page.keyboard.press('ArrowRight')
  // One that is not what the cell is already.
  const other = page.locator('.alternative[aria-pressed=false] kbd').first()
  await other.waitFor(longWait)
  const before = await takeCount()
  await page.keyboard.press(await other.innerText())
  await expect.poll(takeCount).toBe(before + 1)
  await page.keyboard.press('Control+z')
  await expect.poll(takeCount).toBe(before)
  await expect.poll(said).toContain('Undone')
})

test('D densifies, Page Down looks into the layers', async () => {
  await page.keyboard.press('d')
  await page.waitForFunction(() => document.querySelectorAll('.take-card[aria-current=true] .take-layers i').length > 2, null, longWait)
  await page.keyboard.press('PageDown')
  expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('Layout')
  await page.keyboard.press('PageUp')
})

test('two takes are compared and played', async () => {
  await page.keyboard.press('c')
  await page.getByText(/of \d+ tokens differ/).first().waitFor(longWait)
  await page.keyboard.press('Space')
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('.scrub')?.value) > 1)
  await page.keyboard.press('Space')
  await page.keyboard.press('c')
  expect(await page.getByText(/tokens differ/).count()).toBe(0)
})

test('shots are added and put in order', async () => {
  await page.keyboard.press('n')
  await expect.poll(() => page.locator('.shot-row').count()).toBe(2)
  await expect.poll(focused).toBe('Prompt')
  await page.keyboard.type('a ball rolls over grass')
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect
    .poll(() => page.locator('.shot-prompt').allInnerTexts())
    .toEqual(['a ball rolls over grass', 'a cat walks to the left in the snow'])
  await expect.poll(said).toContain('Shot moved')
})

test('the storyboard is exported', async () => {
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog', { name: 'Export' }).waitFor()
  const downloading = page.waitForEvent('download', longWait)
  await tabTo(/^Export$/)
  await page.keyboard.press('Enter')
  expect((await downloading).suggestedFilename()).toMatch(/\.mp4$/)
})

test('a shortcut is changed by pressing another key', async () => {
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor()
  await tabTo(/Change the key of “Lock”/)
  await page.keyboard.press('Enter')
  await page.keyboard.press('j')
  await page.getByRole('button', { name: 'Change the key of “Lock”, now J' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('the page made no complaint', () => {
  expect(studio.complaints).toEqual([])
})
