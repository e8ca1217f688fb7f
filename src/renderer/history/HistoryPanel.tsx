/** What was done, newest first, with the way back and forth. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MethodOutput } from '../../shared/contract.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { Redo2, Undo2 } from 'lucide-react'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'

export function HistoryPanel() {
  const { t, i18n } = useTranslation()
  const { client, notices, project, view } = useStudio()
  const history = useStore(project, (state) => state.history)
  const projectId = history?.projectId ?? null
  // Every step counts one of these up or down: the list is read again.
  const step = `${history?.undoCount}/${history?.redoCount}`
  const [{ entries, readAt }, setList] = useState<{ entries: MethodOutput<'history.list'>; readAt: string }>({ entries: [], readAt: '' })
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', dateStyle: 'short' })

  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      if (projectId === null || readAt === step) return
      const found = await notices.attempt('read the history', () => client.call('history.list', { projectId }))
      if (isCurrent && found !== null) setList({ entries: found, readAt: step })
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, notices, projectId, step, readAt])

  return (
    <Dialog title={t('history.title')} size="small" onClose={() => view.closeDialog()}>
      <div className="row">
        <CommandButton id="project.undo" icon={Undo2} showsKey />
        <CommandButton id="project.redo" icon={Redo2} showsKey />
      </div>
      {entries.length === 0 && <p className="quiet empty-words">{t('history.empty')}</p>}
      <ol className="plain-list" reversed>
        {entries.map(({ mark, at, isUndone }, index) => (
          <li key={`${at} ${entries.length - index}`} className="row spread" data-undone={isUndone}>
            <span>
              {t(`history.marks.${mark}`)} {isUndone && <span className="quiet small">{t('history.undone')}</span>}
            </span>
            <span className="quiet small">{time.format(at)}</span>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
