/** What happens to files that come in: a project opens, an export gives its takes back, a video waits for its options. */
import type { ImportOptions } from '../../shared/import/options.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { Studio } from '../store/studio.ts'
import { askForFiles } from './ask-for-files.ts'
import { whenEnded } from './when-ended.ts'

/** What the dialog asks; the rest has its defaults. */
type VideoChoices = Pick<ImportOptions, 'startSeconds' | 'fit' | 'timing' | 'prompt' | 'lockBoard'>

const projectEnding = '.hitvideo'

/** Name of a project that is made for a file: without its ending. */
export function nameOfFile(name: string): string {
  return name.replace(/\.[^.]{1,16}$/, '').trim() || name
}

/** The open project, or a new one named like the file. */
async function projectFor(studio: Studio, fileName: string): Promise<ProjectId | null> {
  const { project } = studio.project.getState()
  if (project !== null) return project.id
  const projectId = await studio.projects.create(nameOfFile(fileName))
  if (projectId !== null) await studio.project.open(projectId)
  return projectId
}

/** Takes dropped or picked files. Several are the images of a sequence. */
export async function takeFiles(studio: Studio, files: readonly File[]): Promise<void> {
  const [first] = files
  if (first === undefined) return
  studio.view.openDialog('import')
  const handles = await studio.incoming.send(files)
  if (handles === null) return
  if (first.name.toLowerCase().endsWith(projectEnding)) {
    await openProjectFile(studio, handles[0] ?? '')
    return
  }
  const examined = await studio.incoming.examine(handles)
  if (examined !== null && examined.carried !== null) await restore(studio, handles[0] ?? '', first.name)
}

/** Closes the dialog of a file that has arrived, unless another file has taken its place meanwhile. */
function finish({ incoming, view }: Studio, file: string): void {
  if (!incoming.getState().handles.includes(file)) return
  incoming.clear()
  view.closeDialog()
}

async function openProjectFile(studio: Studio, file: string): Promise<void> {
  const { client, notices, project } = studio
  const imported = await notices.attempt('open the project file', () => client.call('projectFile.import', { file }))
  finish(studio, file)
  if (imported !== null) await project.open(imported.id)
}

/** Every shot that the file carries becomes a new shot at the end; the first of them is opened. */
async function restore(studio: Studio, file: string, name: string): Promise<void> {
  const { client, notices, project } = studio
  const projectId = await projectFor(studio, name)
  if (projectId === null) return
  const restored = await notices.attempt('bring the takes back', () =>
    client.call('import.restore', { projectId, source: { kind: 'file', file } })
  )
  finish(studio, file)
  await project.reload()
  const shotId = restored?.shotIds[0]
  if (shotId !== undefined) project.selectShot(shotId)
}

/** Queues the tokenizing of the video that waits. */
export async function importVideo(studio: Studio, options: VideoChoices): Promise<void> {
  const { client, notices, incoming, queue, view } = studio
  const { handles, names } = incoming.getState()
  const projectId = await projectFor(studio, names[0] ?? '')
  if (projectId === null) return
  const kept = await notices.attempt('keep the video', () =>
    client.call('import.keep', { projectId, files: [...handles] })
  )
  if (kept === null) return
  const job = await queue.add({ kind: 'import', projectId, shotId: null, assetId: kept.assetId, options })
  if (job === null) return
  incoming.clear()
  view.closeDialog()
  const { result } = await whenEnded(studio, job.id)
  const takeId = result?.takeIds[0]
  if (takeId === undefined) return
  const take = await notices.attempt('show the import', () => client.call('takes.get', { takeId }))
  if (take !== null) studio.project.selectShot(take.shotId)
}

/** Lets a person pick files. */
export async function pickFiles(studio: Studio, accept: string): Promise<void> {
  await takeFiles(studio, await askForFiles(accept, true))
}

/** What the file dialog offers. */
export const importedTypes = '.hitvideo,.hitvideo-take,.mp4,.m4v,.mov,.webm,.mkv,.gif,.png,.jpg,.jpeg,.webp,.txt'
