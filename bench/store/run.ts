/**
 * How fast the store is with 10,000 shots and 50,000 takes: `npm run bench:store`. Prints JSON: for each query the median and
 * the slowest of many runs, in milliseconds, beside the bar it must stay under.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLibrary } from '../../src/main/database/open-library.ts'
import { openStore } from '../../src/main/services/store.ts'
import { fillLibrary } from './fill-library.ts'
import { measure, summarize } from './measure.ts'
import type { ProjectId, ShotId, TakeId } from '../../src/shared/storyboard/ids.ts'

const shotCount = Number(process.argv[2] ?? 10_000)
const takesPerShot = 5
const bars = { open: 200, list: 20, edit: 5 }

const folder = mkdtempSync(join(tmpdir(), 'hitvideo-bench-'))
try {
  const library = await openLibrary(folder)
  const { projectId, shotIds, takeIds } = fillLibrary(library.connection, shotCount, takesPerShot)
  library.close()
  const bytes = statSync(library.folder.database).size

  const opening = performance.now()
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const noFiles = { resolve: (): string => { throw new Error('the benchmark opens no files') } }
  const store = await openStore({ folder, emit: () => undefined, log: quiet, files: noFiles })
  const openLibraryMilliseconds = performance.now() - opening
  const { handlers } = store
  let round = 0
  const shot = (): ShotId => shotIds[(round++ * 7919) % shotIds.length] as ShotId
  const take = (): TakeId => takeIds[(round++ * 7919) % takeIds.length] as TakeId
  const project: ProjectId = projectId
  const search = { projectId: project, starredOnly: false, minimumRating: 0, after: null, limit: 50 }
  let cursor: string | null = null

  const rows = [
    summarize('open the project', bars.open, await measure(20, () => handlers['projects.open']({ projectId: project }))),
    summarize('list projects', bars.list, await measure(50, () => handlers['projects.list']({ bin: false, limit: 100 }))),
    summarize('list shots, 200 a page, page after page', bars.list, await measure(50, async () => {
      cursor = (await handlers['shots.list']({ projectId: project, bin: false, after: cursor, limit: 200 })).next
    })),
    summarize('list takes of a shot', bars.list, await measure(200, () => handlers['takes.list']({ shotId: shot(), bin: false, starredOnly: false, after: 0, limit: 200 }))),
    summarize('search a rare word', bars.list, await measure(50, () => handlers['takes.search']({ ...search, text: `number ${round++}` }))),
    summarize('search a word of every take', bars.list, await measure(50, () => handlers['takes.search']({ ...search, text: 'meadow' }))),
    summarize('search two letters', bars.list, await measure(50, () => handlers['takes.search']({ ...search, text: 'dr' }))),
    summarize('search a word that is nowhere', bars.list, await measure(50, () => handlers['takes.search']({ ...search, text: 'xylophone' }))),
    summarize('search two letters that are nowhere', bars.list, await measure(20, () => handlers['takes.search']({ ...search, text: 'qq' }))),
    summarize('list the queue', bars.list, await measure(50, () => handlers['queue.list']({ states: [], limit: 200 }))),
    summarize('list the history', bars.list, await measure(50, () => handlers['history.list']({ projectId: project, limit: 100 }))),
    summarize('read the tokens of a take', bars.list, await measure(100, () => handlers['takes.tokens']({ takeId: take() }))),
    summarize('compare two takes', bars.list, await measure(50, () => handlers['takes.compare']({ leftTakeId: take(), rightTakeId: take() }))),
    summarize('edit a shot', bars.edit, await measure(200, () => handlers['shots.edit']({ shotId: shot(), edit: { prompt: `edited ${round}` }, gesture: null }))),
    summarize('add a shot', bars.edit, await measure(100, () => handlers['shots.create']({ projectId: project, beforeShotId: shot(), fields: {} }))),
    summarize('move a shot', bars.edit, await measure(200, () => handlers['shots.move']({ projectId: project, shotIds: [shot()], beforeShotId: shot(), gesture: null }))),
    summarize('rate a take', bars.edit, await measure(200, () => handlers['takes.edit']({ takeId: take(), edit: { rating: round % 6 }, gesture: null }))),
    summarize('lock a cell', bars.edit, await measure(200, () => handlers['takes.lock']({ takeId: take(), layer: 3, positions: [round % 16], isLocked: true, gesture: null }))),
    summarize('edit a code (child take)', bars.edit, await measure(100, () => handlers['takes.editTokens']({ takeId: take(), edits: [{ layer: 3, positions: [round % 16], codes: [round % 8] }], gesture: null }))),
    summarize('undo', bars.edit, await measure(200, () => handlers['history.undo']({ projectId: project }))),
    summarize('redo', bars.edit, await measure(200, () => handlers['history.redo']({ projectId: project })))
  ]
  await store.close()
  const reopening = performance.now()
  const again = await openLibrary(folder)
  const reopenLibraryMilliseconds = performance.now() - reopening
  again.close()
  process.stdout.write(
    `${JSON.stringify({ shots: shotIds.length, takes: takeIds.length, bytes, openLibraryMilliseconds, reopenLibraryMilliseconds, rows }, null, 2)}\n`
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
