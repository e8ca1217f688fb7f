import { mkdtemp, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkTargets, nameAfterPrompt, numberTargets } from '../../../src/main/command-line/targets.ts'
import { FileError } from '../../../src/shared/errors.ts'

test.each([
  ['A dog, running!', 'a-dog-running.mp4'],
  ['Ein Bär — süß', 'ein-bär-süß.mp4'],
  ['../../etc/passwd', 'etc-passwd.mp4'],
  ['!!!', 'clip.mp4'],
  [`${'dog '.repeat(40)}`, `${'dog-'.repeat(15).replace(/-$/, '')}.mp4`]
])('the prompt %j gives the file name %j', (prompt, name) => {
  expect(nameAfterPrompt(prompt)).toBe(name)
})

test('one take keeps the name, several are numbered', () => {
  expect(numberTargets('out/dog.mp4', 1)).toEqual(['out/dog.mp4'])
  expect(numberTargets('out/dog.mp4', 2)).toEqual([join('out', 'dog-1.mp4'), join('out', 'dog-2.mp4')])
  expect(numberTargets('dog', 1)).toEqual(['dog.mp4'])
})

test('a missing folder, a folder in place of the file and another format are refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hitvideo-targets-'))
  await mkdir(join(folder, 'taken.mp4'))
  await expect(checkTargets([join(folder, 'nowhere', 'a.mp4')])).rejects.toThrow(FileError)
  await expect(checkTargets([join(folder, 'taken.mp4')])).rejects.toThrow('a folder has that name')
  await expect(checkTargets([join(folder, 'a.gif')])).rejects.toThrow('MP4 only')
  await expect(checkTargets([join(folder, 'a.mp4')])).resolves.toBeUndefined()
})
