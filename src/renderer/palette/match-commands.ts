/** Which commands somebody means who has typed a few letters. */

/**
 * How well a label fits: every letter of the query must be there in order.
 * @returns higher is better; null: it does not fit
 */
export function matchScore(label: string, query: string): number | null {
  const text = label.toLowerCase()
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return 0
  const found = text.indexOf(wanted)
  if (found >= 0) return 100 - found - (found === 0 || text[found - 1] === ' ' ? 0 : 20)
  let place = 0
  let gaps = 0
  for (const letter of wanted) {
    if (letter === ' ') continue
    const next = text.indexOf(letter, place)
    if (next < 0) return null
    gaps += next - place
    place = next + 1
  }
  return 40 - gaps
}

/** Things whose labels fit, the best first; equal ones keep their order. */
export function matchAll<Thing extends { readonly label: string }>(things: readonly Thing[], query: string): Thing[] {
  return things
    .map((thing) => ({ thing, score: matchScore(thing.label, query) }))
    .filter((entry): entry is { thing: Thing; score: number } => entry.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ thing }) => thing)
}
