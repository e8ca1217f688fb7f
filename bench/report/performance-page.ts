/** The generated part of docs/performance.md. */

const begin = '<!-- bench:begin (written by `npm run bench -- --write`; do not edit) -->'
const end = '<!-- bench:end -->'

/**
 * Puts text between the marks of the page.
 * @throws Error if the page has no marks
 */
export function replaceMeasured(page: string, measured: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the marks between which measurements are written')
  return `${page.slice(0, from + begin.length)}\n${measured.trim()}\n${page.slice(to)}`
}
