/** Frame rates that the dialog offers. */
import type { ExportOptions } from '../../shared/export/options.ts'

const rates = [12, 15, 24, 25, 30, 50, 60] as const
/** A GIF counts in hundredths of a second. */
const fastestGif = 50

/** Null: the clip's own. */
export function rateChoices({ format }: Pick<ExportOptions, 'format'>): (number | null)[] {
  return [null, ...rates.filter((rate) => format !== 'gif' || rate <= fastestGif)]
}

export function rateName(rate: number | null): string {
  return rate === null ? 'own' : `${rate}/s`
}
