/**
 * Lists of cuts that video editors read: OpenTimelineIO (JSON, <https://opentimelineio.readthedocs.io>), CMX 3600 EDL and
 * FCPXML 1.8. No maintained TypeScript library writes them; what is needed of each is little.
 */
import { escapeXml } from '../carried/xmp.ts'

export interface CutClip {
  readonly name: string
  /** Relative to the list, with forward slashes: `media/01.mp4`. */
  readonly file: string
  /** Frames of the file, all of which are used. */
  readonly frames: number
  readonly prompt: string
  readonly notes: string
  readonly dialogue: string
}

export interface CutList {
  readonly name: string
  readonly framesPerSecond: number
  readonly width: number
  readonly height: number
  readonly clips: readonly CutClip[]
}

/** A file's address relative to the list; letters outside ASCII percent-encoded, as addresses have them. */
const toAddress = (file: string): string => file.split('/').map((part) => encodeURIComponent(part)).join('/')

/** Frames a second of the projects that editors have. */
const projectRates = [24, 25, 30, 50, 60]

/**
 * The rate of a project in which each frame of the clips begins with one of the project: lists that count a project's
 * frames would be misread at 8 frames a second. The clips' own rate where there is none.
 */
export function projectRateOf(framesPerSecond: number): number {
  return projectRates.find((rate) => rate % framesPerSecond === 0) ?? framesPerSecond
}

/** OpenTimelineIO 0.15 and later. */
export function writeOtio({ name, framesPerSecond: rate, clips }: CutList): string {
  const time = (value: number) => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value })
  const range = (frames: number) => ({ OTIO_SCHEMA: 'TimeRange.1', start_time: time(0), duration: time(frames) })
  const children = clips.map((clip) => ({
    OTIO_SCHEMA: 'Clip.1',
    name: clip.name,
    source_range: range(clip.frames),
    media_reference: {
      OTIO_SCHEMA: 'ExternalReference.1',
      target_url: toAddress(clip.file),
      available_range: range(clip.frames),
      name: clip.name,
      metadata: {}
    },
    effects: [],
    markers: [],
    metadata: { hitvideo: { prompt: clip.prompt, notes: clip.notes, dialogue: clip.dialogue } }
  }))
  const container = (kind: string, content: object[], more: object = {}) => ({
    OTIO_SCHEMA: kind, name: '', source_range: null, effects: [], markers: [], metadata: {}, children: content, ...more
  })
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name,
    global_start_time: null,
    metadata: {},
    tracks: container('Stack.1', [container('Track.1', children, { name: 'V1', kind: 'Video' })], { name: 'tracks' })
  }
  return `${JSON.stringify(timeline, null, 2)}\n`
}

/** hh:mm:ss:ff, counting whole frames. */
function toTimecode(frame: number, rate: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const seconds = Math.floor(frame / rate)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % rate].map(two).join(':')
}

/** CMX 3600 numbers its events with three digits. */
export const mostEdlClips = 999

/**
 * CMX 3600, in the time of a project (`projectRateOf`). Its time codes count whole frames a second, and its events have
 * three digits.
 * @throws RangeError for a broken rate or more than 999 clips
 */
export function writeEdl({ name, framesPerSecond, clips }: CutList): string {
  const rate = projectRateOf(framesPerSecond)
  const times = rate / framesPerSecond
  if (!Number.isInteger(rate)) throw new RangeError(`an EDL cannot count ${rate} frames a second`)
  if (clips.length > mostEdlClips) throw new RangeError(`an EDL holds ${mostEdlClips} clips, not ${clips.length}`)
  // One line each: a name or prompt must not begin an event of its own.
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
  const lines = [`TITLE: ${oneLine(name)}`, 'FCM: NON-DROP FRAME', '']
  let start = 0
  clips.forEach((clip, index) => {
    const codes = [0, clip.frames, start, start + clip.frames].map((frame) => toTimecode(frame * times, rate))
    lines.push(`${String(index + 1).padStart(3, '0')}  AX       V     C        ${codes.join(' ')}`)
    lines.push(`* FROM CLIP NAME: ${oneLine(clip.file.split('/').at(-1) ?? clip.name)}`)
    if (clip.dialogue.trim() !== '') lines.push(`* COMMENT: ${oneLine(clip.dialogue)}`)
    start += clip.frames
  })
  return `${lines.join('\r\n')}\r\n`
}

/** FCPXML 1.8: Final Cut Pro 10.4 and later, DaVinci Resolve. */
export function writeFcpxml({ name, framesPerSecond, width, height, clips }: CutList): string {
  // Times are fractions of a second; thousandths keep rates like 12.5 exact.
  const seconds = (frames: number): string => `${frames * 1000}/${Math.round(framesPerSecond * 1000)}s`
  const total = clips.reduce((sum, clip) => sum + clip.frames, 0)
  const assets = clips.map((clip, index) =>
    `    <asset id="a${index + 1}" name="${escapeXml(clip.name)}" src="./${toAddress(clip.file)}" start="0s" duration="${seconds(clip.frames)}" hasVideo="1" format="r1"/>`
  )
  let offset = 0
  const parts = clips.map((clip, index) => {
    const at = offset
    offset += clip.frames
    const note = [clip.prompt, clip.notes, clip.dialogue].filter((text) => text.trim() !== '').join(' — ')
    return `            <asset-clip ref="a${index + 1}" name="${escapeXml(clip.name)}" offset="${seconds(at)}" start="0s" duration="${seconds(clip.frames)}" format="r1"><note>${escapeXml(note)}</note></asset-clip>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE fcpxml>', '<fcpxml version="1.8">', '  <resources>',
    `    <format id="r1" frameDuration="${seconds(1)}" width="${width}" height="${height}"/>`,
    `    <format id="r2" frameDuration="1000/${Math.round(projectRateOf(framesPerSecond) * 1000)}s" width="${width}" height="${height}"/>`,
    ...assets, '  </resources>', '  <library>', `    <event name="${escapeXml(name)}">`, `      <project name="${escapeXml(name)}">`,
    `        <sequence format="r2" duration="${seconds(total)}" tcStart="0s" tcFormat="NDF">`, '          <spine>',
    ...parts, '          </spine>', '        </sequence>', '      </project>', '    </event>', '  </library>', '</fcpxml>', ''
  ].join('\n')
}
