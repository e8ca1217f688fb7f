/** What the dialog changes in a preset. Formats that know nothing of a change leave it out. */
import type { exportPresets } from '../../shared/export/presets.ts'

export type PresetChoices = (typeof exportPresets)[number]['choices']

export interface Adjustments {
  /** Null: as the preset says. */
  readonly scale: number | null
  readonly captions: boolean | null
  readonly metadata: boolean | null
}

export function adjustChoices(choices: PresetChoices, { scale, captions, metadata }: Adjustments): PresetChoices {
  const hasCaptions = choices.format === 'mp4' || choices.format === 'webm' || choices.format === 'gif'
  return {
    ...choices,
    ...(scale !== null && 'scale' in choices ? { scale } : {}),
    ...(captions !== null && hasCaptions ? { captions } : {}),
    ...(metadata === null ? {} : { metadata })
  }
}
