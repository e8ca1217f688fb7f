/** Node below 22.14 lacks Node-API 10: better-sqlite3 would end the process with a segmentation fault, without a word. */
const minimum = [22, 14] as const

/** True where `version` ("22.14.0") is new enough. */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > minimum[0] || (major === minimum[0] && minor >= minimum[1])
}

/** Ends the process with one clear line where Node is too old. Call it before anything native is imported. */
export function requireNode(): void {
  if (isNodeNewEnough(process.versions.node)) return
  process.stderr.write(
    `HiTVideo Studio needs Node ${minimum.join('.')} or newer; this is ${process.versions.node}. ` +
      'Start it with "npm start" or "npm run …": on Linux these bring their own Node; elsewhere install a newer one.\n'
  )
  process.exit(1)
}
