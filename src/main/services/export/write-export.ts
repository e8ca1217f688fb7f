/** Makes the file or folder of an export, whatever its format. */
import { contactSheet } from './writers/contact-sheet.ts'
import { gif } from './writers/gif.ts'
import { pdf } from './writers/pdf.ts'
import { pngSequence } from './writers/png-sequence.ts'
import { timeline } from './writers/timeline.ts'
import { tokens } from './writers/tokens.ts'
import { video } from './writers/video.ts'
import type { ExportOptions } from '../../../shared/export/options.ts'
import type { ExportWork } from './export-work.ts'

/**
 * Writes the export.
 * @returns characters that no font has
 */
export function writeExport(work: ExportWork, options: ExportOptions, target: string): Promise<string> {
  switch (options.format) {
    case 'mp4':
    case 'webm':
      return video(work, options, target)
    case 'gif':
      return gif(work, options, target)
    case 'png-sequence':
      return pngSequence(work, options, target)
    case 'contact-sheet':
      return contactSheet(work, options, target)
    case 'pdf':
      return pdf(work, options, target)
    case 'tokens':
      return tokens(work, options, target)
    case 'timeline':
      return timeline(work, options, target)
  }
}
