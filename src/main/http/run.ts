/** The browser host as a program: start, print the link, stay until asked to stop. */
import { join } from 'node:path'
import { StudioError } from '../../shared/errors.ts'
import { locateApplication, version } from '../application.ts'
import { createFolders, locateFolders } from '../folders.ts'
import { setupLastWords } from '../logging/last-words.ts'
import { openLog } from '../logging/log.ts'
import { loadPages } from '../pages/load-pages.ts'
import { createStudio } from '../services/index.ts'
import { startHttpHost } from './host.ts'
import { readServerOptions } from './options.ts'

/** Resolves at the first request to stop. */
function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

async function serve(): Promise<void> {
  const options = readServerOptions(process.argv.slice(2))
  // From the beginning: a stop that comes while things open must still close them.
  const stopped = waitForStop()
  const applicationFolder = locateApplication()
  const folders = locateFolders()
  createFolders(folders)
  const log = openLog(folders.logs, 'studio')
  setupLastWords(log)
  const pages = await loadPages(join(applicationFolder, 'out', 'renderer'))
  const studio = await createStudio({
    about: { version, host: 'browser' },
    folders,
    applicationFolder,
    log,
    wantedPack: process.env['HITVIDEO_PACK'],
    wantedFfmpeg: process.env['HITVIDEO_FFMPEG']
  })
  const host = await startHttpHost({ ...studio, pages, port: options.port }).catch(async (error: unknown) => {
    await studio.close()
    throw error
  })
  log.info({ version, port: host.port }, 'the studio is served')
  // Standard output, not the log: the link holds the token.
  process.stdout.write(`HiTVideo Studio is open on this machine only:\n\n  ${host.link}\n\nCtrl+C closes it.\n`)
  await stopped
  await studio.close()
  await host.close()
  log.info({}, 'the studio is closed')
}

/** Runs until SIGINT or SIGTERM; an expected failure is one line and exit status 1. */
export async function runServer(): Promise<void> {
  try {
    await serve()
  } catch (error) {
    process.stderr.write(`${error instanceof StudioError ? error.message : (error as Error).stack}\n`)
    process.exitCode = 1
  }
}
