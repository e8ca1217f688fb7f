/**
 * Takes out of a log record what is nobody's business: home folders, secrets, and what people wrote. A log is attached to
 * a bug report by a person who does not read it line by line.
 */

/** Fields whose value is left out whatever it is, compared in lower case. */
const privateFields = new Set([
  'prompt',
  'negativeprompt',
  'text',
  'notes',
  'dialogue',
  'name',
  'title',
  'token',
  'session',
  'cookie',
  'authorization',
  'input',
  'params'
])

/** Fields of the record's own making that would be caught above. */
const leftOut = '[left out]'
const maximumDepth = 6

const homePatterns = [
  /\/(?:home|Users)\/[^/\s"':]+/g,
  /\/root(?=[/\s"':]|$)/g,
  /[A-Za-z]:\\+Users\\+[^\\\s"':]+/g
]
/** 32 or more characters of base64url that are not words: tokens, sessions and media ids. */
const secretPattern = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,}(?![\w-])/g

/** Makes the scrubber for a person's home folder. Given any value, it returns plain data without what is private. */
export function createScrubber(home: string): (value: unknown) => unknown {
  const scrubText = (text: string): string => {
    let scrubbed = home.length > 1 ? text.replaceAll(home, '~') : text
    for (const pattern of homePatterns) scrubbed = scrubbed.replace(pattern, '~')
    return scrubbed.replace(secretPattern, leftOut)
  }
  const scrubError = (error: Error, depth: number): unknown => ({
    type: error.name,
    // An expected failure's message may quote a file's name or what a person typed: its kind and operation suffice.
    message: 'kind' in error ? undefined : scrubText(error.message),
    kind: 'kind' in error ? error.kind : undefined,
    operation: 'operation' in error ? error.operation : undefined,
    stack: scrubText((error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n')),
    cause: error.cause === undefined ? undefined : scrub(error.cause, depth + 1)
  })
  const scrub = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return scrubText(value)
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
    if (depth >= maximumDepth) return leftOut
    if (value instanceof Error) return scrubError(value, depth)
    if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
    if (Array.isArray(value)) return value.slice(0, 50).map((item) => scrub(item, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        privateFields.has(key.toLowerCase()) ? leftOut : scrub(item, depth + 1)
      ])
    )
  }
  return (value) => scrub(value, 0)
}
