/** What the studio knows about itself. The facts' names are not translated: reports are read by whoever helps. */
import { StudioError } from '../../shared/errors.ts'
import type { Client } from '../client/client.ts'

export interface FactGroup {
  readonly name: 'studio' | 'engine' | 'video' | 'library' | 'folders' | 'log'
  readonly facts: readonly (readonly [string, string])[]
  readonly lines: readonly string[]
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`

/** One group for each part; a part that fails says why instead, and the others are there all the same. */
export async function gatherFacts(client: Client): Promise<FactGroup[]> {
  return Promise.all([
    gather('studio', () => readStudio(client)),
    gather('engine', () => readEngine(client)),
    gather('video', () => readVideo(client)),
    gather('library', () => readLibrary(client)),
    gather('folders', async () => Object.entries((await client.call('diagnostics.read', { lines: 0 })).folders)),
    gatherLog(client)
  ])
}

async function gather(name: FactGroup['name'], read: () => Promise<FactGroup['facts']>): Promise<FactGroup> {
  try {
    return { name, facts: await read(), lines: [] }
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return { name, facts: [['problem', error.message]], lines: [] }
  }
}

async function gatherLog(client: Client): Promise<FactGroup> {
  const lines: string[] = []
  const group = await gather('log', async () => {
    lines.push(...(await client.call('diagnostics.read', {})).logLines)
    return []
  })
  return { ...group, lines }
}

async function readStudio(client: Client): Promise<FactGroup['facts']> {
  const about = await client.call('system.describe', {})
  return [
    ['version', about.version],
    ['host', about.host],
    ['platform', `${about.platform} ${about.architecture}`],
    ['node', about.nodeVersion],
    ['electron', about.electronVersion ?? 'none'],
    ['browser', navigator.userAgent],
    ['processors', String(about.processors)],
    ['memory', megabytes(about.memoryBytes)]
  ]
}

async function readEngine(client: Client): Promise<FactGroup['facts']> {
  const { reference, device, residentBytes, parameters } = await client.call('packs.current', {})
  return [
    ['pack', `${reference.id} ${reference.version}`],
    ['pack hash', reference.hash],
    ['parameters', String(parameters)],
    ['layers', reference.layers.map(({ name, grid, bits }) => `${name} ${grid.join('×')} at ${bits} bits`).join(', ')],
    ['device', `${device.provider}: ${device.reason}`],
    ['not in use', device.skipped.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ') || 'none'],
    ['threads', String(device.threads)],
    ['engine memory', megabytes(residentBytes)]
  ]
}

async function readVideo(client: Client): Promise<FactGroup['facts']> {
  const { source, version, missing } = await client.call('ffmpeg.status', {})
  return [
    ['ffmpeg', source === null ? 'none works' : `${version ?? 'of unknown version'}, ${source}`],
    ['lacks', missing.map(({ name, neededFor }) => `${name} (${neededFor.join(', ')})`).join('; ') || 'nothing']
  ]
}

async function readLibrary(client: Client): Promise<FactGroup['facts']> {
  const status = await client.call('library.status', {})
  return [
    ['schema', String(status.schemaVersion)],
    ['SQLite', status.sqliteVersion],
    ['size', megabytes(status.bytes)],
    ['projects, shots, takes', `${status.projects}, ${status.shots}, ${status.takes}`],
    ['backups', String(status.backups.length)],
    ['repair', status.repair === null ? 'never needed' : `damaged file kept as ${status.repair.damagedFile}`]
  ]
}
