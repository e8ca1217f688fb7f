import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMediaLibrary } from '../../../../src/main/media/library.ts'
import { createPictureCache, hashKey } from '../../../../src/main/services/previews/picture-cache.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a picture is made once, whoever asks for it', async () => {
  const folder = makeFolder()
  const media = createMediaLibrary()
  const cache = createPictureCache(folder, media)
  let made = 0
  const make = async () => {
    made += 1
    return Uint8Array.from([1, 2, 3])
  }
  const [one, two] = await Promise.all([cache.get('a', make), cache.get('a', make)])
  expect([one, made]).toEqual([two, 1])
  expect(media.find(one)).toMatchObject({ type: 'image/png' })
  expect([...readFileSync(media.find(one)?.file ?? '')]).toEqual([1, 2, 3])
})

test('a picture of an earlier session is found again', async () => {
  const folder = makeFolder()
  await createPictureCache(folder, createMediaLibrary()).get('a', async () => Uint8Array.of(1))
  const media = createMediaLibrary()
  const id = await createPictureCache(folder, media).get('a', async () => Uint8Array.of(2))
  const kept = readFileSync(media.find(id)?.file ?? '')
  expect(kept).toEqual(Buffer.of(1))
})

test('what fails leaves nothing behind and may be asked for again', async () => {
  const folder = makeFolder()
  const cache = createPictureCache(folder, createMediaLibrary())
  const fail = async (scratch: string) => {
    writeFileSync(scratch, 'frames')
    throw new Error('the decoder is gone')
  }
  await expect(cache.get('a', fail)).rejects.toThrow('the decoder is gone')
  expect(readdirSync(folder)).toEqual([])
  await cache.get('a', async () => Uint8Array.of(1))
  expect(readdirSync(folder)).toEqual(['a.png'])
})

test('what a crash left behind is removed, and of too many pictures the oldest', async () => {
  const folder = makeFolder()
  writeFileSync(join(folder, 'half.part'), '')
  for (let i = 0; i < 1002; i++) {
    writeFileSync(join(folder, `${i}.png`), '')
    utimesSync(join(folder, `${i}.png`), i, i)
  }
  await createPictureCache(folder, createMediaLibrary()).get('new', async () => Uint8Array.of(1))
  const names = new Set(readdirSync(folder))
  expect(names.has('half.part')).toBe(false)
  expect([names.has('0.png'), names.has('1.png'), names.has('2.png'), names.has('1001.png')]).toEqual([false, false, true, true])
})

test('keys tell different things apart', () => {
  expect(hashKey(['a', [1, 2]])).not.toBe(hashKey(['a', [1], 2]))
  expect(hashKey(['a', 1])).toBe(hashKey(['a', 1]))
})
