/** Turns changes of the stores into sentences. */
import type { TFunction } from 'i18next'
import { currentBoard } from '../actions/board.ts'
import { cellName } from '../board/cells.ts'
import type { Studio } from '../store/studio.ts'

/** Starts watching; returns the function that stops it. */
export function watchForAnnouncements(studio: Studio, t: TFunction): () => void {
  const { takes, client, project, notices } = studio
  let locked: { takeId: string | null; count: number } | null = null
  const stops = [
    takes.subscribe((state, old) => {
      const take = state.takes?.find(({ id }) => id === state.takeId)
      if (state.takeId !== old.takeId && take !== undefined) notices.say(t('say.take', { number: take.number }))
      const board = currentBoard(studio)
      if (board === null || state.tokens === old.tokens || state.tokens?.takeId !== state.takeId) return
      const now = { takeId: state.takeId, count: board.locked.size }
      if (locked !== null && locked.takeId === now.takeId && locked.count !== now.count) {
        const { focus } = studio.editor.getState()
        const key = now.count > locked.count ? 'say.locked' : 'say.unlocked'
        notices.say(t(key, { name: cellName(board.grid, focus), count: now.count }))
      }
      locked = now
    }),
    project.subscribe(({ history, shots }, old) => {
      if (history !== null && old.history?.redoCount !== undefined && history.projectId === old.history.projectId) {
        if (history.redoCount > old.history.redoCount) notices.say(t('say.undone'))
        else if (history.redoCount < old.history.redoCount && history.undoCount > old.history.undoCount) notices.say(t('say.redone'))
      }
      const isSameSet = shots.length === old.shots.length && shots.length > 0
      const moved = isSameSet ? shots.findIndex(({ id }, i) => id !== old.shots[i]?.id) : -1
      if (moved >= 0 && old.shots.some(({ id }) => id === shots[moved]?.id)) notices.say(t('say.reordered'))
    }),
    client.on('queue.changed', ({ jobs }) => {
      for (const { state, request } of jobs) {
        if (state === 'done') notices.say(t(`say.done.${request.kind}`))
        else if (state === 'failed') notices.say(t('say.failed'))
      }
    })
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
