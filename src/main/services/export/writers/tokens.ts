/** The storyboard alone, as bytes or as text. */
import { writeFile } from 'node:fs/promises'
import { writeCarried } from '../../../../shared/carried/carried-bytes.ts'
import { writeCarriedText } from '../../../../shared/carried/carried-text.ts'
import { aboutScenes } from '../export-work.ts'
import { carryScenes } from '../gather.ts'
import type { Writer } from '../export-work.ts'

export const tokens: Writer<'tokens'> = async (work, options, target) => {
  const storyboard = carryScenes(work.read, aboutScenes(work.scenes))
  await writeFile(target, options.form === 'text' ? `${writeCarriedText(storyboard)}\n` : writeCarried(storyboard))
  return ''
}
