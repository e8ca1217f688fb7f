/** Moves one thing of a list before another; null: to the end. A list without it stays as it is. */
export function placeBefore<Thing extends { readonly id: string }>(
  things: readonly Thing[], id: string, beforeId: string | null
): Thing[] {
  const moved = things.find((thing) => thing.id === id)
  const others = things.filter((thing) => thing.id !== id)
  if (moved === undefined) return others
  const index = beforeId === null ? -1 : others.findIndex((thing) => thing.id === beforeId)
  return index < 0 ? [...others, moved] : [...others.slice(0, index), moved, ...others.slice(index)]
}
