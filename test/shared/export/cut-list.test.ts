import { expect, test } from 'vitest'
import { projectRateOf, writeEdl, writeFcpxml, writeOtio } from '../../../src/shared/export/cut-list.ts'

const clip = { name: '01 a', file: 'media/01 ä & b.mp4', frames: 64, prompt: 'a <dog>', notes: '', dialogue: 'Hi\n002  AX' }
const list = { name: 'Film "1"', framesPerSecond: 8, width: 128, height: 128, clips: [clip, { ...clip, name: '02', frames: 700 }] }

test('OpenTimelineIO has a track of clips that name their files and lengths', () => {
  const timeline = JSON.parse(writeOtio(list))
  expect(timeline.OTIO_SCHEMA).toBe('Timeline.1')
  const [track] = timeline.tracks.children
  expect(track).toMatchObject({ OTIO_SCHEMA: 'Track.1', kind: 'Video' })
  expect(track.children[0]).toMatchObject({
    source_range: { start_time: { rate: 8, value: 0 }, duration: { rate: 8, value: 64 } },
    media_reference: { OTIO_SCHEMA: 'ExternalReference.1', target_url: 'media/01%20%C3%A4%20%26%20b.mp4' }
  })
})

test('an EDL counts hours, minutes, seconds and frames, and a text cannot begin an event', () => {
  const lines = writeEdl(list).split('\r\n')
  expect(lines).toContain('001  AX       V     C        00:00:00:00 00:00:08:00 00:00:00:00 00:00:08:00')
  expect(lines).toContain('002  AX       V     C        00:00:00:00 00:01:27:12 00:00:08:00 00:01:35:12')
  expect(lines.filter((line) => /^\d{3} /.test(line))).toHaveLength(2)
  expect(() => writeEdl({ ...list, framesPerSecond: 7.5001 })).toThrow(RangeError)
  expect(() => writeEdl({ ...list, clips: Array.from({ length: 1000 }, () => clip) })).toThrow(RangeError)
})

test('lists count the frames of a project that an editor has', () => {
  expect([8, 10, 12.5, 15, 24, 60, 7].map(projectRateOf)).toEqual([24, 30, 25, 30, 24, 60, 7])
})

test('FCPXML places clips one after the other in fractions of a second', () => {
  const text = writeFcpxml(list)
  expect(text).toContain('src="./media/01%20%C3%A4%20%26%20b.mp4"')
  expect(text).toContain('offset="64000/8000s" start="0s" duration="700000/8000s"')
  expect(text).toContain('name="Film &quot;1&quot;"')
  expect(text).not.toContain('<dog>')
  // The clips' frames last an eighth of a second, in a sequence of 24 a second.
  expect(text).toContain('<format id="r1" frameDuration="1000/8000s"')
  expect(text).toContain('<format id="r2" frameDuration="1000/24000s"')
  expect(text).toContain('<sequence format="r2"')
})
