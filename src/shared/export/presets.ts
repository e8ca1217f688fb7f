/** Exports with a name: what the dialog offers first. */
import type { ExportChoices } from './options.ts'

type WithoutTarget<Choices> = Choices extends ExportChoices ? Omit<Choices, 'target'> : never

export interface ExportPreset {
  /** Key of the name and description in the interface's languages. */
  readonly id: string
  readonly choices: WithoutTarget<ExportChoices>
}

export const exportPresets: readonly ExportPreset[] = [
  { id: 'share', choices: { format: 'mp4', quality: 'high', scale: 4, resampling: 'lanczos' } },
  { id: 'smooth', choices: { format: 'mp4', quality: 'high', scale: 4, resampling: 'lanczos', framesPerSecond: 24 } },
  { id: 'pixels', choices: { format: 'mp4', quality: 'high', scale: 6, resampling: 'crisp' } },
  { id: 'animatic', choices: { format: 'mp4', quality: 'high', scale: 4, captions: true } },
  { id: 'web', choices: { format: 'webm', quality: 'standard', scale: 4 } },
  { id: 'gif', choices: { format: 'gif', scale: 2 } },
  { id: 'master', choices: { format: 'mp4', quality: 'lossless' } },
  { id: 'frames', choices: { format: 'png-sequence' } },
  { id: 'sheet', choices: { format: 'contact-sheet', container: 'mp4', scale: 2 } },
  { id: 'wall', choices: { format: 'pdf', panelsPerPage: 6, moments: [0.5] } },
  { id: 'script', choices: { format: 'pdf', panelsPerPage: 3 } },
  { id: 'tokens', choices: { format: 'tokens', form: 'binary' } },
  { id: 'editor', choices: { format: 'timeline', list: 'otio', quality: 'lossless' } }
]
