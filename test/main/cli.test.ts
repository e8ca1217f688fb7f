import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fixtureFolder } from '../model-pack/packs.ts'
import { copyPack } from './inference/pack-copy.ts'

// Each test starts two processes: on a busy machine that alone takes seconds.
vi.setConfig({ testTimeout: 120_000 })

const cli = join(import.meta.dirname, '..', '..', 'src', 'main', 'cli.ts')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hitvideo-cli-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ending {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

function run(words: readonly string[]): Promise<Ending> {
  const env = { ...process.env, HITVIDEO_HOME: folder, HITVIDEO_PACK: fixtureFolder }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr })
    })
  })
}

/** Names of the boxes at the top of an MP4, in order. */
function listBoxes(mp4: Buffer): string[] {
  const boxes: string[] = []
  for (let at = 0; at < mp4.length; at += mp4.readUInt32BE(at)) boxes.push(mp4.toString('latin1', at + 4, at + 8))
  return boxes
}

test('a prompt becomes an H.264 MP4 whose index stands before its data', async () => {
  const { status, stdout, stderr } = await run(['a dog runs', '--out', 'dog.mp4', '--seed', '5', '--scale', '4'])
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  expect(stderr).toContain('Board: done in')
  expect(stderr).toContain('Wrote dog.mp4 (seed 5)')
  const mp4 = await readFile(join(folder, 'dog.mp4'))
  const boxes = listBoxes(mp4)
  expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'))
  expect(mp4.includes('avcC')).toBe(true)
})

test('--json prints one object with the takes, the device and the seconds, and the same seed gives the same file', async () => {
  const words = ['a dog runs', '--seed', '5', '--takes', '2', '--json', '--out']
  const { status, stdout } = await run([...words, 'a.mp4'])
  expect(status).toBe(0)
  const report: unknown = JSON.parse(stdout)
  expect(report).toMatchObject({
    prompt: { text: 'a dog runs', isCut: false, read: 'a dog runs' },
    pack: { id: 'plumbing' },
    device: { provider: 'cpu' },
    takes: [
      { file: 'a-1.mp4', seed: 5, tokens: { Board: 4, Layout: 16, Detail: 128 }, frames: 8 },
      { file: 'a-2.mp4', seed: 6 }
    ],
    seconds: { layers: { Board: expect.any(Number) } }
  })
  await run([...words, 'b.mp4'])
  expect(await readFile(join(folder, 'b-2.mp4'))).toEqual(await readFile(join(folder, 'a-2.mp4')))
})

test('--layers stops early and still makes a clip', async () => {
  const { status, stdout } = await run(['a dog', '--layers', '1', '--json', '--out', 'coarse.mp4'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ takes: [{ tokens: { Board: 4 }, sampledShare: null, frames: 8 }] })
})

test('help is printed and is no failure', async () => {
  const { status, stdout } = await run(['--help'])
  expect(status).toBe(0)
  expect(stdout).toContain('--guidance')
})

test.each<[string, string[], number, RegExp]>([
  ['an empty prompt', [' '], 2, /the prompt is empty/],
  ['an unknown pack', ['dog', '--pack', 'nowhere'], 1, /there is no pack "nowhere"/],
  ['an unwritable path', ['dog', '--out', 'nowhere/x.mp4'], 1, /folder nowhere is missing or cannot be written/],
  ['a number out of range', ['dog', '--top-p', '2'], 2, /--top-p is out of range/],
  ['more layers than the pack has', ['dog', '--layers', '9'], 2, /--layers is 9, and the pack has 3 layers/],
  ['a device that is not there', ['dog', '--device', 'dml'], 1, /dml/]
])('%s gets one line with the remedy and leaves no file', async (_, words, expected, message) => {
  const before = await readdir(folder)
  const { status, stdout, stderr } = await run(words)
  expect({ status, stdout }).toEqual({ status: expected, stdout: '' })
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(message)
  expect(await readdir(folder)).toEqual(before)
})

test('a corrupt graph gets one line with the remedy and leaves no file', async () => {
  await using copy = await copyPack()
  await writeFile(join(copy.folder, 'head-0.onnx'), Buffer.alloc(1175))
  const before = await readdir(folder)
  const { status, stderr } = await run(['dog', '--pack', copy.folder])
  expect(status).toBe(1)
  expect(stderr).toBe(
    'read the pack: head-0.onnx differs from its SHA-256. Install the pack again, or name another one.\n'
  )
  expect(await readdir(folder)).toEqual(before)
})
