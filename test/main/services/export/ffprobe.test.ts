import { describe, expect, test, vi } from 'vitest'
import { probe, withoutFfprobe } from '../../pipeline/5-export/other-programs.ts'
import { addTwoShots, exportCases, writeCase } from './every-export.ts'
import { openExchangeStore } from './exchange-store.ts'

vi.setConfig({ testTimeout: 120_000 })

const reason = withoutFfprobe === null ? '' : ` (skipped: ${withoutFfprobe})`

describe.skipIf(withoutFfprobe !== null)(`ffprobe${reason}`, () => {
  test.each(exportCases)('counts the frames, the length and the size of $name', async (wanted) => {
    const store = await openExchangeStore()
    const { project } = await store.call('projects.create', { name: 'Größe' })
    await addTwoShots(store, project.id)
    const { file, frames, framesPerSecond, width, height } = await writeCase(store, project.id, wanted)
    const found = await probe(file)
    expect(found).toMatchObject({ frames, width, height })
    expect(found.seconds).toBeCloseTo(frames / framesPerSecond, 1)
    // A GIF counts in hundredths of a second.
    expect(found.framesPerSecond).toBeCloseTo(framesPerSecond, wanted.kind === 'picture' ? 0 : 3)
    expect(found.soundSeconds ?? 0).toBeCloseTo(wanted.hasSound === true ? frames / framesPerSecond : 0, 1)
    // A GIF has no tags that ffprobe reads.
    const isTagged = wanted.kind === 'video'
    expect(found.tags['title'] ?? found.tags['TITLE']).toBe(isTagged ? 'Größe' : undefined)
    expect(JSON.stringify(found.tags).includes('trainedAlgorithmicMedia')).toBe(isTagged)
  })
})
