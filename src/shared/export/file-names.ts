/** Names for files that people will meet in their folders. */

/** The first words of a text, as every file system takes them; `fallback` where nothing is left. */
export function nameAfter(text: string, fallback: string, longest = 60): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const words: string[] = []
  for (const word of plain.split(' ')) {
    if ([...words, word].join(' ').length > longest) break
    words.push(word)
  }
  return words.join(' ') || [...plain].slice(0, longest).join('') || fallback
}

/** `01`, `02` …, all of the same length. */
export function numbered(index: number, count: number): string {
  return String(index + 1).padStart(Math.max(2, String(count).length), '0')
}
