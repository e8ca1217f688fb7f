/** Tells of work that took long, through the system's notifications, where the host has any. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { bridgeName } from '../../shared/rpc/bridge.ts'
import type { Studio } from '../store/studio.ts'
import { tookLong } from './took-long.ts'

export function useNotifications({ client, settings, project, notices }: Studio): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (window[bridgeName] === undefined) return undefined
    return client.on('queue.changed', ({ jobs }) => {
      if (!settings.getState().notifyWhenDone) return
      for (const { request, state } of jobs.filter(tookLong)) {
        const title = state === 'done' ? t(`say.done.${request.kind}`) : t('say.failed')
        const text = project.getState().project?.name ?? ''
        void notices.attempt('notify', () => client.call('system.notify', { title, text }))
      }
    })
  }, [client, settings, project, notices, t])
}
