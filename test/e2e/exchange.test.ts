/** Files that come and go: dropped on the window, dragged from shot to shot, written with a sound under them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMovingPicture } from '../main/pipeline/5-export/moving-picture.ts'
import { writeSample } from '../main/pipeline/0-import/sample-videos.ts'
import { longWait, openStudio, takePicture } from './studio.ts'
import type { OpenStudio } from './studio.ts'

const prompt = 'a dog runs to the right through a green meadow'
const folder = mkdtempSync(join(tmpdir(), 'exchange-'))

let studio: OpenStudio
let page: Page

const shotPrompts = () => page.locator('.shot-prompt').allInnerTexts()
const takeCards = () => page.locator('.take-card')

/** Drops a file on the window as a person does: it is dragged in, over, and let go. */
async function dropFile(file: string, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ bytes, name: fileName }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], fileName))
      return data
    },
    { bytes: readFileSync(file).toString('base64'), name }
  )
  const target = page.locator('.window')
  await target.dispatchEvent('dragenter', { dataTransfer: transfer })
  await page.getByText('Drop to import').waitFor()
  await target.dispatchEvent('dragover', { dataTransfer: transfer })
  await target.dispatchEvent('drop', { dataTransfer: transfer })
  await page.getByText('Drop to import').waitFor({ state: 'detached' })
}

/** Exports what the dialog is set to. @returns the file */
async function exportTo(name: string): Promise<string> {
  const downloading = page.waitForEvent('download', longWait)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const file = join(folder, name)
  await (await downloading).saveAs(file)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return file
}

/** Half a second of a tone, as a WAV file. */
function writeTone(): string {
  const rate = 8000
  const samples = Buffer.alloc(rate)
  for (let i = 0; i < rate / 2; i++) samples.writeInt16LE(Math.round(8000 * Math.sin((i * 2 * Math.PI * 440) / rate)), i * 2)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  const file = join(folder, 'tone.wav')
  writeFileSync(file, Buffer.concat([head, samples]))
  return file
}

beforeAll(async () => {
  studio = await openStudio()
  page = studio.page
  await page.getByText('· CPU').waitFor(longWait)
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await takeCards().nth(3).waitFor(longWait)
})
afterAll(async () => {
  await studio.close()
  rmSync(folder, { recursive: true })
})

test('a take is dragged onto another shot, and is copied there', async () => {
  await page.locator('.shot-row').first().press('n')
  await expect.poll(() => page.locator('.shot-row').count()).toBe(2)
  await page.locator('.shot-row').first().click()
  await takeCards().nth(3).waitFor()
  await takeCards().nth(1).dragTo(page.locator('.shot-row').nth(1))
  await expect.poll(() => page.locator('.shot-row').nth(1).getAttribute('aria-current')).toBe('true')
  await expect.poll(() => takeCards().count()).toBe(1)
  await page.locator('.shot-row').first().click()
  await expect.poll(() => takeCards().count()).toBe(4)
})

test('a take that is dropped after the last shot makes a shot of its own', async () => {
  await takeCards().nth(2).dragTo(page.locator('.drop-end'))
  await expect.poll(() => page.locator('.shot-row').count()).toBe(3)
  await expect.poll(() => takeCards().count()).toBe(1)
  expect((await shotPrompts()).at(-1)).toBe(prompt)
  for (let undone = 0; (await page.locator('.shot-row').count()) > 1; undone++) {
    expect(undone).toBeLessThan(6)
    await page.locator('body').press('Control+z')
    await page.waitForTimeout(300)
  }
  await page.locator('.shot-row').first().click()
  await takeCards().nth(3).waitFor()
})

test('a sound file is laid under an export, and the file that comes has it', async () => {
  await page.locator('body').press('Control+e')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add a sound file…' }).click()
  await (await choosing).setFiles(writeTone())
  await page.getByRole('button', { name: 'Leave out tone.wav' }).waitFor(longWait)
  await page.getByText(/Made by ffmpeg/).waitFor(longWait)
  await takePicture(page, 'exchange-sound')
  const file = await exportTo('sounding.mp4')
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(readFileSync(file)) })
  expect((await input.getPrimaryAudioTrack())?.codec).toBe('aac')
  expect(await input.getPrimaryVideoTrack()).not.toBeNull()
})

test('an exported video that is dropped brings its take back', async () => {
  await dropFile(join(folder, 'sounding.mp4'), 'sounding.mp4')
  await expect.poll(() => page.locator('.shot-row').count(), longWait).toBe(2)
  expect(await shotPrompts()).toEqual([prompt, prompt])
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('any other video that is dropped is tokenized into a take', async () => {
  const [file = ''] = await writeSample('mp4', createMovingPicture(16, 48, 32), folder)
  await dropFile(file, 'holiday.mp4')
  await page.getByText('48 × 32 · MP4').waitFor(longWait)
  await takePicture(page, 'exchange-video')
  await page.getByLabel('What it shows, in words').fill('a square moves')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect.poll(shotPrompts, longWait).toEqual([prompt, prompt, 'a square moves'])
})

test('leaving the page is asked about only while something typed has not arrived', async () => {
  const field = page.getByRole('textbox', { name: 'Prompt' })
  // The imported shot opens by itself, with a field of its own.
  await expect.poll(() => field.inputValue()).toBe('a square moves')
  const mayLeave = () => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))
  expect(await mayLeave()).toBe(true)
  // Typed and left within one turn of the page: a slow machine would have sent the text in between.
  const mayLeaveTyping = await field.evaluate((element: HTMLTextAreaElement) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, 'a circle moves')
    element.dispatchEvent(new Event('input', { bubbles: true }))
    return dispatchEvent(new Event('beforeunload', { cancelable: true }))
  })
  expect(mayLeaveTyping).toBe(false)
  await expect.poll(mayLeave).toBe(true)
  await expect.poll(async () => (await shotPrompts()).includes('a circle moves')).toBe(true)
})

test('a project file that is dropped opens as a project of its own', async () => {
  await page.locator('body').press('Control+e')
  await page.getByText('Project file').click()
  const file = await exportTo('walk.hitvideo')
  await page.locator('body').press('Control+Shift+o')
  await page.getByRole('heading', { name: 'Recent projects' }).waitFor()
  await dropFile(file, 'walk.hitvideo')
  await expect.poll(() => page.locator('.shot-row').count(), longWait).toBe(3)
  await page.locator('body').press('Control+Shift+o')
  await expect.poll(() => page.locator('.project-card').count()).toBe(2)
})

test('a file that is nothing of the kind is told to be so', async () => {
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'nothing to see')
  await dropFile(file, 'notes.txt')
  const said = page.getByRole('dialog').getByRole('alert')
  await said.waitFor(longWait)
  expect(await said.innerText()).not.toBe('')
  await takePicture(page, 'exchange-nothing')
  await page.keyboard.press('Escape')
})

test('the page made no complaint', () => {
  expect(studio.complaints).toEqual([])
})
