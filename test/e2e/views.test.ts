/** Every view, looked at in both themes and in a large and a small window: pictures to see, and nothing that axe finds. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findViolations, longWait, openPage, openStudio, startServer, takePicture } from './studio.ts'
import type { OpenStudio } from './studio.ts'

const windows = [
  { width: 1024, height: 768 },
  { width: 1440, height: 900 }
]

let studio: OpenStudio
let page: Page

/** Keeps a picture of the view as it is for each theme and window. @returns what axe finds in either theme */
async function look(view: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of windows) {
      await page.setViewportSize(size)
      await takePicture(page, `views/${view}-${colorScheme}-${size.width}`)
    }
    found.push(...(await findViolations(page)))
  }
  return found
}

async function openDialog(key: string, name: string): Promise<void> {
  await page.locator('body').press(key)
  await page.getByRole('dialog', { name }).waitFor()
}

async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

const cell = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}(,|$)`) })

beforeAll(async () => {
  studio = await openStudio()
  page = studio.page
})
afterAll(async () => {
  await studio.close()
})

test('the start page before there is a project', async () => {
  await page.getByText('Nothing here yet').waitFor()
  await page.getByText('· CPU').waitFor(longWait)
  expect(await look('start-empty')).toEqual([])
})

test('a project that waits for its first prompt', async () => {
  await page.getByLabel('Name of the project').fill('Morning walk')
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByText('Write what happens in this shot.').waitFor()
  expect(await look('project-empty')).toEqual([])
})

test('words that the pack was taught without are said to be read as others', async () => {
  const prompt = page.getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('a greyhound swirls over a vineyard beside a stuffed animal')
  const reading = page.getByText('Read as:')
  expect(await reading.innerText()).toBe('Read as: greyhound → dog, swirls → spins, vineyard → farm, stuffed animal → teddy bear')
  expect(await look('prompt-read')).toEqual([])
  await prompt.fill('a dog rises over a farm')
  await reading.waitFor({ state: 'detached' })
  await prompt.fill('')
})

test('a board and its takes', async () => {
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a dog runs to the right through a green meadow')
  await page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await page.locator('.preview-picture[data-state=shown]').nth(4).waitFor(longWait)
  expect(await look('board')).toEqual([])
})

test('a cell that is chosen, others that are locked', async () => {
  await cell('A1').focus()
  await page.keyboard.press('l')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('l')
  await page.locator('.alternative').first().waitFor(longWait)
  expect(await look('board-cell')).toEqual([])
  await page.keyboard.press('e')
  await page.getByRole('gridcell', { name: /bit of doubt/ }).first().waitFor(longWait)
  expect(await look('board-entropy')).toEqual([])
  await page.keyboard.press('e')
})

test('the layers below, and what an edit made stale in them', async () => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await expect.poll(() => page.locator('.take-card[aria-current=true] .take-layers i').count(), longWait).toBeGreaterThan(2)
  await page.getByRole('tab').last().click()
  await page.getByRole('grid', { name: /^Detail/ }).waitFor()
  expect(await look('detail')).toEqual([])
  await page.getByRole('tab').first().click()
  await cell('B2').click({ force: true })
  await page.locator('.alternative[aria-pressed=false]').first().click(longWait)
  await page.getByRole('tab').nth(1).click()
  await page.getByRole('gridcell', { name: /stale/ }).first().waitFor(longWait)
  expect(await look('stale')).toEqual([])
  await page.getByRole('tab').first().click()
})

test('two takes beside each other, and in one picture', async () => {
  await page.locator('body').press('c')
  await page.getByText(/of \d+ tokens differ/).first().waitFor(longWait)
  expect(await look('compare')).toEqual([])
  await page.keyboard.press('w')
  await page.getByRole('slider', { name: /Where one take ends/ }).waitFor()
  expect(await look('wipe')).toEqual([])
  await page.keyboard.press('w')
  await page.keyboard.press('c')
})

test('a storyboard that plays', async () => {
  await page.getByRole('textbox', { name: 'Dialogue' }).fill('Wait for me!')
  await page.locator('.take-card').first().click()
  await page.keyboard.press('u')
  await openDialog('Shift+Space', 'Storyboard')
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('dialog .scrub')?.value) > 0.3)
  expect(await look('storyboard')).toEqual([])
  await closeDialog()
})

test('the export dialog, for each kind of file', async () => {
  await openDialog('Control+e', 'Export')
  for (const preset of ['share', 'gif', 'sheet', 'script', 'editor', 'tokens', 'project']) {
    await page.locator(`.preset:has([value=${preset}])`).click()
    if (preset !== 'project') await page.getByText(/about .*B$/).waitFor(longWait)
    expect(await look(`export-${preset}`)).toEqual([])
  }
  await closeDialog()
})

test.each([
  ['Control+i', 'Import'],
  ['Control+k', 'Commands'],
  ['q', 'Queue'],
  ['h', 'History'],
  ['?', 'Shortcuts'],
  ['Control+,', 'Settings']
])('%s opens the dialog "%s"', async (key, name) => {
  await openDialog(key, name)
  expect(await look(`dialog-${name.toLowerCase()}`)).toEqual([])
  await closeDialog()
})

test.each([
  ['troub', 'Troubleshooting', 'pack hash'],
  ['packs', 'Model packs', 'Bits each']
])('"%s" in the palette leads to the dialog "%s"', async (query, name, content) => {
  await openDialog('Control+k', 'Commands')
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(query)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name }).getByText(content).waitFor()
  expect(await look(`dialog-${name.toLowerCase().replace(' ', '-')}`)).toEqual([])
  await closeDialog()
})

test('the start page with a project, and with one in the bin', async () => {
  await page.locator('body').press('Control+Shift+o')
  await page.locator('.project-card .preview-picture[data-state=shown]').waitFor(longWait)
  await page.getByRole('button', { name: /^Duplicate/ }).click()
  await expect.poll(() => page.locator('.project-card').count()).toBe(2)
  await page.getByRole('button', { name: /to the bin/ }).first().click()
  await page.locator('.binned summary').click()
  expect(await look('start-projects')).toEqual([])
})

test('the sample, whose first shot is drawn to its end by itself', async () => {
  await page.getByRole('button', { name: 'Open the sample' }).click()
  await expect.poll(() => page.locator('.shot-row').count(), longWait).toBe(3)
  await expect.poll(() => page.locator('.shot-row .preview-picture[data-state=shown]').count(), longWait).toBe(3)
  await expect.poll(() => page.locator('.take-card').first().locator('.take-layers i').count(), longWait).toBeGreaterThan(2)
  await page.locator('.preview-picture[data-state=shown]').nth(6).waitFor(longWait)
  expect(await look('sample')).toEqual([])
})

test('the views of a studio that has no model', async () => {
  const poor = await startServer({ HITVIDEO_PACK: '/nowhere/at-all' })
  const rich = page
  const stranger = await openPage(studio.browser, poor.link)
  page = stranger.page
  await page.getByText('No model').waitFor(longWait)
  expect(await look('no-model-start')).toEqual([])
  await page.getByRole('button', { name: 'New project' }).click()
  await page.locator('.empty-board').getByRole('alert').waitFor(longWait)
  expect(await look('no-model-project')).toEqual([])
  await openDialog('Control+k', 'Commands')
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('packs')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Model packs' }).waitFor()
  expect(await look('no-model-packs')).toEqual([])
  expect(stranger.complaints).toEqual([])
  await stranger.context.close()
  await poor.stop()
  page = rich
})

test('the page made no complaint', () => {
  expect(studio.complaints).toEqual([])
})
