/** A file's name as a page or another machine gives it is hostile: it becomes one plain name. */

/** Bytes that file systems allow for a name, less some for a suffix of ours. */
const maximumBytes = 200
// Names that Windows gives to devices, with any extension.
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
// Separators, what Windows forbids, and everything that does not print or changes the direction of writing.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[/\\<>:"|?*\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * @param given anything
 * @returns a name without folders that every file system takes, its extension kept; `fallback` where nothing is left
 */
export function makeSafeName(given: string, fallback = 'file'): string {
  const name = given.toWellFormed().normalize('NFC').replace(unsafe, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  let stem = name.slice(0, name.length - extension.length)
  while (Buffer.byteLength(stem + extension) > maximumBytes) stem = [...stem].slice(0, -1).join('')
  const safe = stem === '' ? `${fallback}${extension}` : stem + extension
  return deviceName.test(safe) ? `_${safe}` : safe
}
