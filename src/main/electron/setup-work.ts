/** Follows the studio's work and settings, and shows the system what it does. */
import type { EventPayload } from '../../shared/contract.ts'
import { settingsDefaults, settingsSchema } from '../../shared/storyboard/settings.ts'
import type { Settings } from '../../shared/storyboard/settings.ts'
import type { Studio } from '../services/index.ts'
import { noWork, watchWork } from './watch-work.ts'
import type { Work } from './watch-work.ts'
import { createWorkSigns } from './work-signs.ts'

export async function setupWork({ dispatch, hub }: Pick<Studio, 'dispatch' | 'hub'>) {
  const signs = createWorkSigns()
  let work: Work = noWork
  const stored = await dispatch('settings.get', {})
  let settings: Settings = stored.ok ? settingsSchema.parse(stored.value) : settingsDefaults
  const show = () => signs.show(work, settings.preventSleepWhileRendering)
  watchWork(hub, (now) => {
    work = now
    show()
  })
  hub.subscribe((name, payload) => {
    if (name !== 'settings.changed') return
    settings = payload as EventPayload<'settings.changed'>
    show()
  })
  return { readSettings: () => settings, readWork: () => work }
}
