/** Hands the commands to the system's menus, where the host has any, and does what is chosen there. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { bridgeName } from '../../shared/rpc/bridge.ts'
import { buildMenu } from '../commands/build-menu.ts'
import { commandIds } from '../commands/command-table.ts'
import { commands } from '../commands/commands.ts'
import type { Studio } from '../store/studio.ts'

/** What can be done changes with every click: the menus follow once it has settled. */
const settleMilliseconds = 200

export function useNativeMenu(studio: Studio): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (window[bridgeName] === undefined) return undefined
    const { client, project, takes, queue, editor, settings, notices } = studio
    let timer: ReturnType<typeof setTimeout> | undefined
    let sent = ''
    const send = () => {
      const menu = buildMenu(studio, t)
      const text = JSON.stringify(menu)
      if (text === sent) return
      sent = text
      void notices.attempt('show the menus', () => client.call('system.setMenu', { menu }))
    }
    const sendSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(send, settleMilliseconds)
    }
    send()
    const stops = [project, takes, queue, editor, settings].map((store) => store.subscribe(sendSoon))
    const stopListening = client.on('system.menuCommand', ({ command }) => {
      const id = commandIds.find((known) => known === command)
      if (id !== undefined && commands[id].isEnabled(studio)) void commands[id].run(studio)
    })
    return () => {
      clearTimeout(timer)
      stopListening()
      for (const stop of stops) stop()
    }
  }, [studio, t])
}
