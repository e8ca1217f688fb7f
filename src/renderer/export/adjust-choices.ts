/** What a person changes in a preset. Formats that know nothing of a change leave it out. */
import { exportOptionsSchema } from '../../shared/export/options.ts'
import type { ExportOptions } from '../../shared/export/options.ts'
import type { exportPresets } from '../../shared/export/presets.ts'

export type PresetChoices = (typeof exportPresets)[number]['choices']

type KeyOf<Options> = Options extends unknown ? keyof Options : never
type ValueOf<Options, Key extends PropertyKey> = Options extends { readonly [Same in Key]: infer Value } ? Value : never

/** Any field of any format, the ones that are changed. */
export type ExportEdits = {
  [Key in Exclude<KeyOf<ExportOptions>, 'format' | 'target'>]?: ValueOf<ExportOptions, Key>
}

/** The whole options of a preset with the changes that fit it; a value that its format does not take is left out. */
export function adjustChoices(choices: PresetChoices, edits: ExportEdits): ExportOptions {
  let options = exportOptionsSchema.parse(choices)
  for (const [key, value] of Object.entries(edits)) {
    const edited = key in options ? exportOptionsSchema.safeParse({ ...options, [key]: value }) : null
    if (edited?.success === true) options = edited.data
  }
  return options
}

/** What stays when another preset is chosen: what concerns the film, not the kind of file. */
export function keepEdits({ metadata, audioAssetId }: ExportEdits): ExportEdits {
  return { ...(metadata === undefined ? {} : { metadata }), ...(audioAssetId === undefined ? {} : { audioAssetId }) }
}
