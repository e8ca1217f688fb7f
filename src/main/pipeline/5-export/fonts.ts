/** The fonts of captions and paper, in the order in which they are tried for a letter. */
import fontkit from '@pdf-lib/fontkit'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Font {
  readonly family: string
  /** Name in `resources/fonts/`. */
  readonly file: string
  readonly bytes: Uint8Array
  /** Code points that it can draw. */
  readonly characters: ReadonlySet<number>
}

/** Latin, Greek, Cyrillic and more; then Chinese and Japanese. */
const files = [
  { family: 'Noto Sans', file: 'NotoSans-Regular.ttf' },
  { family: 'Droid Sans Fallback', file: 'DroidSansFallbackFull.ttf' }
] as const

/** @param folder `resources/fonts` */
export async function loadFonts(folder: string): Promise<Font[]> {
  return Promise.all(
    files.map(async ({ family, file }) => {
      const bytes = await readFile(join(folder, file))
      return { family, file, bytes, characters: new Set(fontkit.create(bytes).characterSet) }
    })
  )
}

/** A part of a text in one font. */
export interface Run {
  /** Place in the list of fonts. */
  readonly font: number
  readonly text: string
}

/** Text cut where its font changes; what no font has is replaced by a box, and remembered. */
export class Letters {
  readonly missing = new Set<string>()
  private readonly fonts: readonly Pick<Font, 'characters'>[]

  constructor(fonts: readonly Pick<Font, 'characters'>[]) {
    this.fonts = fonts
  }

  split(text: string): Run[] {
    const runs: Run[] = []
    for (const letter of text.toWellFormed()) {
      const found = this.find(letter)
      if (found === null) continue
      const last = runs.at(-1)
      // A space goes with the letters before it.
      const font = found.text === ' ' ? (last?.font ?? 0) : found.font
      if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + found.text }
      else runs.push({ font, text: found.text })
    }
    return runs
  }

  /** Null: nothing is drawn for it. */
  private find(letter: string): Run | null {
    if (letter === '\n') return { font: 0, text: letter }
    if (/\s/.test(letter)) return { font: 0, text: ' ' }
    // Controls, and what joins emoji, have no picture of their own.
    if (/\p{Cc}|\p{Cf}/u.test(letter)) return null
    const font = this.fonts.findIndex(({ characters }) => characters.has(letter.codePointAt(0) ?? 0))
    if (font >= 0) return { font, text: letter }
    // An accent without a glyph is left out: its letter is there.
    if (/\p{M}/u.test(letter)) return null
    this.missing.add(letter)
    return { font: 0, text: '\u25a1' }
  }
}
