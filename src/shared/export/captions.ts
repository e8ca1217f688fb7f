/** Captions and labels as Advanced SubStation Alpha, which ffmpeg burns into the picture (libass wraps the lines). */

export interface Caption {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly text: string
  /** At the bottom of the whole picture, or a label: centred at a point, its upper edge at `y`. */
  readonly place: 'bottom' | { readonly x: number; readonly y: number; readonly width: number }
}

/** Family name of `resources/fonts/NotoSans-Regular.ttf`. */
const fontFamily = 'Noto Sans'

/** h:mm:ss.cc */
function toClock(seconds: number): string {
  const hundredths = Math.round(seconds * 100)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${Math.floor(hundredths / 360_000)}:${two((hundredths / 6000) % 60)}:${two((hundredths / 100) % 60)}.${two(hundredths % 100)}`
}

/** A part of a text in one font; null: the style's own. */
interface FontRun {
  readonly text: string
  readonly family: string | null
}

/** Text as it should be shown: braces and backslashes are commands in this format. */
function escapeText(text: string): string {
  return text
    // A backslash followed by a word joiner is a backslash.
    .replaceAll('\\', '\\\u2060')
    .replaceAll('{', '\\{')
    .replaceAll('}', '\\}')
    .replaceAll('\n', '\\N')
}

export interface CaptionsRequest {
  /** Of the video in pixels. */
  readonly width: number
  readonly height: number
  readonly captions: readonly Caption[]
  /** Finds the fonts of a text. */
  readonly split: (text: string) => readonly FontRun[]
  /** Of labels' letters in pixels. */
  readonly labelSize?: number | undefined
}

/** The file's text. */
export function writeCaptions({ width, height, captions, split, labelSize = 12 }: CaptionsRequest): string {
  const write = (text: string): string =>
    split(text.trim().replaceAll(/\r\n?/g, '\n'))
      .map((run) => (run.family === null ? escapeText(run.text) : `{\\fn${run.family}}${escapeText(run.text)}{\\fn}`))
      .join('')
  const size = Math.max(10, Math.round(Math.min(width, height) / 14))
  const margin = Math.round(width / 20)
  const style = (name: string, fontSize: number, alignment: number): string =>
    `Style: ${name},${fontFamily},${fontSize},&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,${Math.max(1, fontSize / 12).toFixed(1)},0,${alignment},${margin},${margin},${Math.round(height / 20)},1`
  const events = captions
    .filter(({ text }) => text.trim() !== '')
    .map(({ startSeconds, endSeconds, text, place }) => {
      const isLabel = place !== 'bottom'
      // A label's margins cut it to its cell; \an8 hangs it at its upper edge.
      const margins = isLabel ? [Math.round(place.x - place.width / 2), Math.round(width - place.x - place.width / 2), Math.round(place.y)] : [0, 0, 0]
      const times = `${toClock(startSeconds)},${toClock(endSeconds)}`
      return `Dialogue: 0,${times},${isLabel ? 'Label' : 'Caption'},,${margins.map((value) => Math.max(0, value)).join(',')},,${write(text)}`
    })
  return [
    '[Script Info]', 'ScriptType: v4.00+', `PlayResX: ${width}`, `PlayResY: ${height}`, 'WrapStyle: 0', 'ScaledBorderAndShadow: yes', '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    style('Caption', size, 2),
    style('Label', labelSize, 8),
    '',
    '[Events]', 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events, ''
  ].join('\n')
}
