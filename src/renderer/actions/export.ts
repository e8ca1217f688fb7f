/** Files that go out. In the desktop host they lie where the person said; in a browser they are downloaded when done. */
import { z } from 'zod'
import { extensionOf } from '../../shared/export/options.ts'
import type { ExportOptions, ExportScope } from '../../shared/export/options.ts'
import type { AssetId } from '../../shared/storyboard/ids.ts'
import type { Job } from '../../shared/storyboard/job.ts'
import type { ProjectSummary } from '../../shared/storyboard/project.ts'
import type { Studio } from '../store/studio.ts'
import { whenEnded } from './when-ended.ts'

/** What a film's sound can come from; a video gives its own. */
export const soundTypes = 'audio/*,.wav,.mp3,.flac,.ogg,.opus,.aac,.m4a,.mp4,.mov,.webm,.mkv'

export interface KeptSound {
  readonly assetId: AssetId
  readonly name: string
}

/** Keeps a sound file with the open project. @throws StudioError where it is none */
export async function keepSound({ client, project, transfers }: Studio, file: File): Promise<KeptSound> {
  const { project: open } = project.getState()
  if (open === null) throw new Error('no project is open')
  const { handle } = await transfers.during(client.transport.sendFile(file))
  const { assetId } = await client.call('import.keep', { projectId: open.id, files: [handle] })
  return { assetId, name: file.name }
}

/** Queues an export. @returns false where nothing was queued: no place was chosen, or it failed, which is shown */
export async function runExport(studio: Studio, scope: ExportScope, choices: ExportOptions): Promise<boolean> {
  const { client, notices, queue } = studio
  const planned = await notices.attempt('export', async () => {
    const { host } = await client.call('system.describe', {})
    // A browser takes one file, never a folder.
    const archived = host === 'browser' && (choices.format === 'png-sequence' || choices.format === 'timeline')
    const whole: ExportOptions = archived ? { ...choices, archive: true } : choices
    const plan = await client.call('export.plan', { scope, options: whole })
    const extension = extensionOf(whole)
    const suggestedName = extension === null || plan.suggestedName.endsWith(`.${extension}`) ? plan.suggestedName : `${plan.suggestedName}.${extension}`
    const { target } = await client.call('files.chooseTarget', { suggestedName })
    return { whole, target }
  })
  if (planned === null || planned.target === null) return false
  // The host's dialog has asked before overwriting; in a browser the place is a new one.
  const target = { file: planned.target.handle, overwrite: true }
  const options = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify({ ...planned.whole, target })))
  const job = await queue.add({ kind: 'export', scope, options })
  if (job === null) return false
  const handle = planned.target.handle
  // The dialog does not wait: the queue shows how far it is, and the file comes by itself.
  void studio.transfers.during(collectWhenDone(studio, job.id, handle))
  return true
}

async function collectWhenDone(studio: Studio, jobId: Job['id'], handle: string): Promise<void> {
  const { state } = await whenEnded(studio, jobId)
  if (state === 'done') await studio.notices.attempt('fetch the export', () => collect(studio, handle))
}

/** Fetches a written file, where the host keeps it for the page. */
async function collect(studio: Studio, handle: string): Promise<void> {
  const { mediaId, name } = await studio.client.call('files.collect', { handle })
  if (mediaId !== null) download(studio, mediaId, name)
}

function download({ client }: Studio, mediaId: string, name: string): void {
  const link = document.createElement('a')
  link.href = client.transport.mediaUrl(mediaId)
  link.download = name
  link.click()
}

/** Writes the whole project into one file. */
export async function exportProjectFile(studio: Studio, project: ProjectSummary): Promise<boolean> {
  const { client, notices } = studio
  const written = await notices.attempt('export the project', async () => {
    const { target } = await client.call('files.chooseTarget', { suggestedName: `${project.name}.hitvideo` })
    if (target === null) return false
    await client.call('projectFile.export', { projectId: project.id, file: target.handle })
    await collect(studio, target.handle)
    return true
  })
  return written === true
}
