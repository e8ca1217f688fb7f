/** The whole way through the studio, with a real pack: from an empty library to a densified, reordered storyboard. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findViolations, longWait, openPage, openStudio, takePicture } from './studio.ts'
import type { OpenStudio } from './studio.ts'

let studio: OpenStudio
let page: Page

const takeCards = () => page.locator('.take-card')
const cell = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}(,|$)`) })
const shotPrompts = () => page.locator('.shot-prompt').allInnerTexts()
/** Cells that say they are locked. */
const lockedCells = () => page.getByRole('gridcell', { name: /locked/ }).count()
const openLayers = () => page.locator('.take-card[aria-current=true] .take-layers i').count()

beforeAll(async () => {
  studio = await openStudio()
  page = studio.page
})
afterAll(async () => {
  await studio.close()
})

test('the link opens the start page, and the token leaves the address bar', async () => {
  await page.getByRole('heading', { name: 'Recent projects' }).waitFor()
  expect(page.url()).not.toContain('token')
  await page.getByText('Nothing here yet').waitFor()
  await takePicture(page, '01-start')
  expect(await findViolations(page)).toEqual([])
})

test('a new project has a first shot that waits for its prompt', async () => {
  await page.getByLabel('Name of the project').fill('Morning walk')
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByText('Write what happens in this shot.').waitFor()
  await page.getByText('· CPU').waitFor(longWait)
  await takePicture(page, '02-empty')
  expect(await findViolations(page)).toEqual([])
})

test('a prompt becomes four boards', async () => {
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a dog runs to the right through a green meadow')
  await page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await takeCards().nth(3).waitFor(longWait)
  expect(await takeCards().count()).toBe(4)
  // One in the list of shots, four in the contact sheet.
  await page.locator('.preview-picture[data-state=shown]').nth(4).waitFor(longWait)
  await takePicture(page, '03-boards')
  expect(await shotPrompts()).toEqual(['a dog runs to the right through a green meadow'])
})

test('one board is picked for the storyboard', async () => {
  await takeCards().nth(2).click()
  await page.getByRole('button', { name: 'Use in storyboard' }).click()
  await page.locator('.take-card[aria-current=true] .chosen').waitFor()
  expect(await takeCards().nth(2).getAttribute('aria-label')).toContain('in the storyboard')
})

test('two cells are locked, with the mouse and with the keyboard', async () => {
  const place = page.locator('.board-place')
  const box = await place.boundingBox()
  if (box === null) throw new Error('the board is not shown')
  await page.mouse.click(box.x + 8, box.y + box.height / 2 - 8)
  await page.keyboard.press('l')
  await expect.poll(lockedCells).toBe(1)
  await cell('A1').focus()
  await page.keyboard.press('ArrowRight')
  expect(await cell('A2').getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('l')
  await expect.poll(lockedCells).toBe(2)
  await takePicture(page, '04-locked')
})

test('the chosen cell shows what else it could be, and a key tries it', async () => {
  await cell('B1').focus()
  await page.keyboard.press('ArrowRight')
  // One that is not what the cell is already.
  const other = page.locator('.alternative[aria-pressed=false] kbd').first()
  await other.waitFor(longWait)
  await takePicture(page, '05-alternatives')
  const before = await takeCards().count()
  await page.keyboard.press(await other.innerText())
  await expect.poll(() => takeCards().count()).toBe(before + 1)
  await page.locator('.alternative[aria-pressed=true] kbd, .alternative[aria-pressed=true]').first().waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => takeCards().count()).toBe(before)
  expect(await lockedCells()).toBe(2)
})

test('a cell is dragged onto another, and they swap', async () => {
  const box = await page.locator('.board-place').boundingBox()
  if (box === null) throw new Error('the board is not shown')
  const columns = await page.getByRole('row').first().getByRole('gridcell').count()
  const rows = await page.getByRole('row').count()
  const at = (row: number, column: number) =>
    [box.x + (box.width * (column + 0.5)) / columns, box.y + (box.height * (row + 0.5)) / rows] as const
  const before = await takeCards().count()
  // Two cells of the last row; where both have the same code nothing is swapped, and another alternative comes first.
  await page.mouse.click(...at(rows - 1, columns - 2))
  await expect.poll(() => page.locator('[role=gridcell][aria-selected=true]').count()).toBe(1)
  const other = page.locator('.alternative[aria-pressed=false] kbd')
  await other.nth(1).waitFor(longWait)
  const isChanged = async () => (await takeCards().count()) > before
  for (const number of ['', await other.nth(0).innerText(), await other.nth(1).innerText()]) {
    if (number !== '') await page.keyboard.press(number)
    await page.waitForTimeout(500)
    const count = await takeCards().count()
    await page.mouse.move(...at(rows - 1, columns - 2))
    await page.mouse.down()
    await page.mouse.move(...at(rows - 1, columns - 1), { steps: 6 })
    await takePicture(page, '05-dragging')
    await page.mouse.up()
    await page.waitForTimeout(1500)
    if ((await takeCards().count()) > count) break
  }
  expect(await isChanged()).toBe(true)
  expect(await page.locator('.take-card[aria-current=true]').innerText()).toContain('from')
  while (await isChanged()) {
    const count = await takeCards().count()
    await page.keyboard.press('Control+z')
    await expect.poll(() => takeCards().count()).toBeLessThan(count)
  }
})

test('everything unlocked is drawn anew in a take of its own, and the locks stay', async () => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await takeCards().nth(4).waitFor(longWait)
  await expect.poll(() => takeCards().nth(4).getAttribute('aria-current')).toBe('true')
  await expect.poll(lockedCells).toBe(2)
  expect(await takeCards().nth(4).innerText()).toContain('from')
})

test('the overlay tells where the model is unsure', async () => {
  await page.keyboard.press('e')
  const doubts = page.getByRole('gridcell', { name: /bit of doubt/ })
  await doubts.first().waitFor(longWait)
  expect(await doubts.count()).toBe(await page.getByRole('gridcell').count())
  await takePicture(page, '06-entropy')
  await page.keyboard.press('e')
})

test('densify draws the layers below, one after the other', async () => {
  await page.keyboard.press('d')
  await expect.poll(openLayers, longWait).toBeGreaterThan(2)
  await page.getByRole('tab').last().click()
  await page.getByRole('grid', { name: /^Detail/ }).waitFor()
  await takePicture(page, '07-detail')
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('tab').first().click()
})

test('two takes are compared side by side', async () => {
  await page.keyboard.press('c')
  await page.getByText(/of \d+ tokens differ/).first().waitFor(longWait)
  await cell('A1').focus()
  await page.keyboard.press('Space')
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('.scrub')?.value) > 1)
  await takePicture(page, '08-compare')
  await page.keyboard.press('Space')
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('w')
  await page.getByRole('slider', { name: /Where one take ends/ }).waitFor()
  expect(await findViolations(page)).toEqual([])
  await takePicture(page, '08-wipe')
  await page.keyboard.press('w')
  await page.keyboard.press('c')
})

test('a take is exported as MP4, and the file brings it back token for token', async () => {
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog', { name: 'Export' }).waitFor()
  await page.getByText(/frames\/s · about/).waitFor(longWait)
  expect(await findViolations(page)).toEqual([])
  await takePicture(page, '09-export')
  const downloading = page.waitForEvent('download', longWait)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.mp4$/)
  const file = join(studio.server.home, 'exported.mp4')
  await download.saveAs(file)
  await page.keyboard.press('Control+i')
  expect(await findViolations(page)).toEqual([])
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await (await choosing).setFiles(file)
  await expect.poll(() => page.locator('.shot-row').count(), longWait).toBe(2)
  expect(await shotPrompts()).toEqual(Array(2).fill('a dog runs to the right through a green meadow'))
  await expect.poll(openLayers, longWait).toBeGreaterThan(2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.locator('.shot-row').count()).toBe(1)
})

test('the project is written into one file, which any studio opens', async () => {
  await page.keyboard.press('Control+e')
  await page.getByText('Project file').click()
  const downloading = page.waitForEvent('download', longWait)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const file = join(studio.server.home, 'walk.hitvideo')
  await (await downloading).saveAs(file)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+o')
  await page.getByRole('heading', { name: 'Recent projects' }).waitFor()
  expect(await page.locator('.project-card').count()).toBe(1)
  await page.keyboard.press('Control+i')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await (await choosing).setFiles(file)
  await takeCards().nth(4).waitFor(longWait)
  await page.keyboard.press('Control+Shift+o')
  await expect.poll(() => page.locator('.project-card').count()).toBe(2)
  await takePicture(page, '10-projects')
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('button', { name: /^Move Morning walk to the bin/ }).first().click()
  await expect.poll(() => page.locator('.project-card').count()).toBe(1)
  await page.getByRole('button', { name: /^Morning walk/ }).click()
  await takeCards().nth(4).waitFor(longWait)
})

test('a second shot is added and moved up with the keyboard', async () => {
  await page.keyboard.press('n')
  await expect.poll(() => page.locator('.shot-row').count()).toBe(2)
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a balloon rises over the sea')
  await page.getByRole('textbox', { name: 'Prompt' }).press('Alt+Shift+ArrowUp')
  await expect
    .poll(shotPrompts)
    .toEqual(['a balloon rises over the sea', 'a dog runs to the right through a green meadow'])
})

test('shots are dragged into another order', async () => {
  await page.locator('.shot-row').nth(0).dragTo(page.locator('.drop-end'))
  await expect
    .poll(shotPrompts)
    .toEqual(['a dog runs to the right through a green meadow', 'a balloon rises over the sea'])
  await takePicture(page, '11-reordered')
})

test('the storyboard plays from its first shot', async () => {
  await page.keyboard.press('Escape')
  await page.locator('.shot-row').first().focus()
  await page.keyboard.press('Shift+Space')
  await page.getByRole('dialog', { name: 'Storyboard' }).waitFor()
  await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('dialog .scrub')?.value) > 0.3)
  await takePicture(page, '12-storyboard')
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
})

test.each([
  ['Control+k', 'Commands'],
  ['q', 'Queue'],
  ['h', 'History'],
  ['?', 'Shortcuts'],
  ['Control+,', 'Settings']
])('%s opens the dialog "%s", which is accessible in both themes', async (key, name) => {
  await page.locator('.shot-row').first().focus()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.keyboard.press(key)
    await page.getByRole('dialog', { name }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await takePicture(page, `dialog-${name.toLowerCase()}-${colorScheme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})

test.each([
  ['troub', 'Troubleshooting', 'pack hash'],
  ['packs', 'Model packs', 'Bits each']
])('"%s" in the palette leads to the dialog "%s"', async (query, name, content) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(query)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name }).getByText(content).waitFor()
  expect(await findViolations(page)).toEqual([])
  await takePicture(page, `dialog-${name.toLowerCase().replace(' ', '-')}`)
  await page.keyboard.press('Escape')
})

test('the studio speaks German as soon as it is asked to', async () => {
  await page.keyboard.press('Control+,')
  await page.getByLabel('Language').selectOption('de')
  await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  await page.getByLabel('Sprache').selectOption('system')
  await page.getByRole('dialog', { name: 'Settings' }).waitFor()
  await page.keyboard.press('Escape')
})

test.each(['dark', 'light'] as const)('the whole view is accessible in its %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width: 1024, height: 700 })
  expect(await findViolations(page)).toEqual([])
  await takePicture(page, `small-${colorScheme}`)
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('after a reload everything is there', async () => {
  await page.reload()
  await page.getByRole('button', { name: /^Morning walk/ }).click(longWait)
  await expect
    .poll(shotPrompts)
    .toEqual(['a dog runs to the right through a green meadow', 'a balloon rises over the sea'])
  await takeCards().nth(4).waitFor()
  await takeCards().nth(4).click()
  await expect.poll(openLayers).toBeGreaterThan(2)
  await expect.poll(lockedCells).toBe(2)
  await takePicture(page, '13-reloaded')
})

test('a discarded take comes back with undo, after the reload as well', async () => {
  await page.keyboard.press('Delete')
  await expect.poll(() => takeCards().count()).toBe(4)
  await page.keyboard.press('Control+z')
  await expect.poll(() => takeCards().count()).toBe(5)
})

test('the page made no complaint, and broke no rule of its policy', () => {
  expect(studio.complaints).toEqual([])
})

test('a browser without the link gets the page but no access', async () => {
  const stranger = await openPage(studio.browser, studio.server.link.replace(/#.*/, ''))
  await stranger.page.getByText('Open the link that the studio printed').waitFor()
  expect(stranger.complaints).toEqual([])
  await stranger.context.close()
})

test('the log holds neither the token nor the prompt nor the home folder', () => {
  const logs = readdirSync(join(studio.server.home, 'logs')).map((name) => readFileSync(join(studio.server.home, 'logs', name), 'utf8'))
  const text = logs.join('\n')
  expect(text).toContain('the studio is served')
  expect(text).not.toContain(new URL(studio.server.link).hash.replace('#token=', ''))
  expect(text).not.toContain('dog')
})
