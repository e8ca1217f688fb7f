/** What the writers of all formats are given, and what each file says of itself. */
import { describeFile } from './about-file.ts'
import type { ExportFormat, ExportScope, OptionsOf } from '../../../shared/export/options.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { Font } from '../../pipeline/5-export/fonts.ts'
import type { VideoRequest } from '../../pipeline/5-export/video-arguments.ts'
import type { WriteOptions } from '../../pipeline/5-export/write-video.ts'
import type { AboutFile, AboutScene } from './about-file.ts'
import type { Story } from './gather.ts'
import type { ShownScene } from './story-frames.ts'
import type { ClipShape, TakeDecoder } from './take-decoder.ts'

export interface ExportWork {
  readonly read: ReadableDatabase
  readonly scope: ExportScope
  readonly story: Story
  readonly scenes: readonly ShownScene[]
  readonly decoder: TakeDecoder
  readonly clip: ClipShape
  readonly fonts: readonly Font[]
  /** BCP 47: of the words on paper. */
  readonly language: string
  /** `HiTVideo Studio 0.1.0` */
  readonly tool: string
  readonly isFull: boolean
  readonly audio: VideoRequest['audio']
  readonly write: Omit<WriteOptions, 'xmp'>
}

/** Writes one format. @returns characters that no font has */
export type Writer<Format extends ExportFormat> = (work: ExportWork, options: OptionsOf<Format>, target: string) => Promise<string>

/** Scenes as a file carries them: each with the take that is shown. */
export const aboutScenes = (scenes: readonly ShownScene[]): AboutScene[] =>
  scenes.map(({ shot, take }) => ({ shot, takes: [take], chosen: 0 }))

/** What a file with these scenes says of itself. */
export function aboutExport(work: ExportWork, scenes: readonly AboutScene[] = aboutScenes(work.scenes)): AboutFile {
  return describeFile(work.read, work.story.title, scenes, work.tool, work.isFull)
}
