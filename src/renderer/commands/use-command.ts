/** A command as a component shows it: its words, its key, whether it can be done. */
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Studio } from '../store/studio.ts'
import { useStudio } from '../store/studio-context.tsx'
import { isMac } from './platform.ts'
import { bindKeys } from './command-table.ts'
import type { CommandId } from './command-table.ts'
import { commands } from './commands.ts'
import { ariaKey, showKey } from './keys.ts'

/** Listens to every store that decides whether a command can be done. */
function subscribeTo({ project, takes, queue, editor, alternatives, pack }: Studio) {
  return (listener: () => void) => {
    const stops = [project, takes, queue, editor, alternatives, pack].map((store) => store.subscribe(listener))
    return () => {
      for (const stop of stops) stop()
    }
  }
}

export function useCommand(id: CommandId) {
  const { t } = useTranslation()
  const studio = useStudio()
  const own = useStore(studio.settings, ({ shortcuts }) => shortcuts)
  const key = bindKeys(own).get(id) ?? ''
  const subscribe = useMemo(() => subscribeTo(studio), [studio])
  const isEnabled = useSyncExternalStore(subscribe, () => commands[id].isEnabled(studio))
  return {
    label: t(`commands.${id}`),
    key: key === '' ? null : showKey(key, isMac),
    ariaKey: key === '' ? undefined : ariaKey(key, isMac),
    isEnabled,
    run: () => void commands[id].run(studio)
  }
}
