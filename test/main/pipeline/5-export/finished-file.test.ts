import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkSpace, checkTarget, writeWhole } from '../../../../src/main/pipeline/5-export/finished-file.ts'
import { writeZip } from '../../../../src/main/pipeline/5-export/write-zip.ts'
import { ConflictError, FileError } from '../../../../src/shared/errors.ts'
import { makeAwkwardFolder } from './awkward-folder.ts'

test('a file takes the place of the old one when it is whole, and not before', async () => {
  const folder = await makeAwkwardFolder()
  const target = join(folder, 'x')
  await writeFile(target, 'old')
  await expect(
    writeWhole(target, async (temporary) => {
      await writeFile(temporary, 'half')
      throw new Error('stop')
    })
  ).rejects.toThrow('stop')
  expect(await readFile(target, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['x'])
  await writeWhole(target, (temporary) => writeFile(temporary, 'new'))
  expect(await readFile(target, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['x'])
})

test('a folder takes the place of a folder, and what a crash left is replaced', async () => {
  const folder = await makeAwkwardFolder()
  const target = join(folder, 'frames')
  let left = ''
  const write = (name: string) => async (temporary: string) => {
    left = temporary
    await mkdir(temporary)
    await writeFile(join(temporary, name), name)
  }
  await writeWhole(target, write('a'))
  await mkdir(left)
  await writeFile(join(left, 'crashed'), '')
  await writeWhole(target, write('b'))
  expect(await readdir(target)).toEqual(['b'])
  expect(await readdir(folder)).toEqual(['frames'])
})

test('a target that is there needs agreement, and a disk needs room', async () => {
  const folder = await makeAwkwardFolder()
  const target = join(folder, 'x')
  expect(() => checkTarget(target, false)).not.toThrow()
  await writeFile(target, '')
  expect(() => checkTarget(target, false)).toThrow(ConflictError)
  expect(() => checkTarget(target, true)).not.toThrow()
  expect(() => checkSpace(folder, 1000)).not.toThrow()
  expect(() => checkSpace(folder, 2 ** 60)).toThrow(/the disk has \d+ MB left/)
  expect(() => checkSpace(join(folder, 'absent'), 1)).toThrow(FileError)
})

test('an archive lists every file with its checksum and bytes', async () => {
  const folder = await makeAwkwardFolder()
  const inside = join(folder, 'in')
  await mkdir(join(inside, 'media'), { recursive: true })
  await writeFile(join(inside, 'a.txt'), '123456789')
  await writeFile(join(inside, 'media', 'ü.txt'), 'x'.repeat(200_000))
  const target = join(folder, 'out.zip')
  await writeZip(inside, target, new AbortController().signal)
  const zip = await readFile(target)
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  const names: string[] = []
  let place = zip.readUInt32LE(end + 16)
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const length = zip.readUInt16LE(place + 28)
    names.push(zip.toString('utf8', place + 46, place + 46 + length))
    expect(zip.readUInt32LE(zip.readUInt32LE(place + 42))).toBe(0x04034b50)
    place += 46 + length
  }
  expect(names).toEqual(['a.txt', 'media/ü.txt'])
  expect(place).toBe(end)
  expect(zip.readUInt32LE(14)).toBe(0xcbf43926)
})
