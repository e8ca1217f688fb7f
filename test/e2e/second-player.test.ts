/** Every exported file in a second player: Chromium's video element, picture element and decoder of animations. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addTwoShots, exportCases, writeCase } from '../main/services/export/every-export.ts'
import { openExchangeStore } from '../main/services/export/exchange-store.ts'
import { launchBrowser } from './studio.ts'
import type { Browser, Page } from 'playwright-core'

const origin = 'https://player.test/'
const types: Record<string, string> = { mp4: 'video/mp4', webm: 'video/webm', gif: 'image/gif' }

let browser: Browser
let page: Page
let shown = ''

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.route(`${origin}**`, async (route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(1))
    if (name === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>player</title>' })
    return route.fulfill({ contentType: types[name.split('.').at(-1) ?? ''] ?? '', body: readFileSync(shown) })
  })
  await page.goto(origin)
})

afterAll(() => browser.close())

/** Plays a video to its end, as fast as it can. */
async function play(name: string) {
  return page.evaluate(async (source) => {
    const video = document.createElement('video')
    video.muted = true
    document.body.append(video)
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
      video.src = source
    })
    const ended = new Promise((resolve, reject) => {
      video.addEventListener('ended', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
    })
    await video.play()
    await ended
    const { videoWidth: width, videoHeight: height, duration } = video
    const { totalVideoFrames: frames } = video.getVideoPlaybackQuality()
    video.remove()
    return { width, height, duration, frames }
  }, `/${encodeURIComponent(name)}`)
}

/** Decodes every picture of an animation. */
async function decode(name: string) {
  return page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const decoder = new ImageDecoder({ data: await (await fetch(source)).arrayBuffer(), type: 'image/gif' })
    await decoder.tracks.ready
    await decoder.completed
    const frames = decoder.tracks.selectedTrack?.frameCount ?? 0
    let microseconds = 0
    for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
      const { image: frame } = await decoder.decode({ frameIndex })
      microseconds += frame.duration ?? 0
      frame.close()
    }
    return { width: image.naturalWidth, height: image.naturalHeight, duration: microseconds / 1e6, frames }
  }, `/${encodeURIComponent(name)}`)
}

test.each(exportCases)('Chromium shows $name with all its frames', async (wanted) => {
  const store = await openExchangeStore()
  const { project } = await store.call('projects.create', { name: 'Größe' })
  await addTwoShots(store, project.id)
  const { file, frames, framesPerSecond, width, height } = await writeCase(store, project.id, wanted)
  shown = file
  const seen = await (wanted.kind === 'video' ? play(basename(file)) : decode(basename(file)))
  expect(seen).toMatchObject({ width, height, frames })
  expect(seen.duration).toBeCloseTo(frames / framesPerSecond, 1)
})
