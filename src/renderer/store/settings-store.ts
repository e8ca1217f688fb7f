/** The studio's settings as the host has them; the defaults until they are here. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { settingsDefaults } from '../../shared/storyboard/settings.ts'
import type { Settings, SettingsEdit } from '../../shared/storyboard/settings.ts'
import type { Client } from '../client/client.ts'
import type { NoticesStore } from './notices-store.ts'

export interface SettingsStore extends StoreApi<Settings> {
  load(): Promise<void>
  edit(edit: SettingsEdit): Promise<void>
}

export function createSettingsStore(client: Client, notices: NoticesStore): SettingsStore {
  const store = createStore<Settings>(() => settingsDefaults)
  client.on('settings.changed', (settings) => store.setState(settings, true))
  return {
    ...store,
    load: async () => {
      const settings = await notices.attempt('read the settings', () => client.call('settings.get', {}))
      if (settings !== null) store.setState(settings, true)
    },
    edit: async (edit) => {
      const settings = await notices.attempt('change the settings', () => client.call('settings.edit', { edit }))
      if (settings !== null) store.setState(settings, true)
    }
  }
}
