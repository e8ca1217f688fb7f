/** The dialog's presets in groups. The project file is no export of pictures and has its own way. */
import type { exportEn } from '../locales/export-en.ts'

export type PresetId = keyof typeof exportEn.export.presets
type PresetGroup = keyof typeof exportEn.export.groups

export const presetGroups: Readonly<Record<PresetGroup, readonly PresetId[]>> = {
  video: ['share', 'smooth', 'animatic', 'pixels', 'web', 'master'],
  pictures: ['gif', 'frames', 'sheet'],
  paper: ['wall', 'script'],
  data: ['editor', 'tokens', 'project']
}

export const presetGroupNames = Object.keys(presetGroups) as PresetGroup[]
