/** An open project: shots on the left, the board in the middle, the inspector on the right, takes below. */
import { useStore } from 'zustand'
import { useTranslation } from 'react-i18next'
import { BoardArea } from '../board/BoardArea.tsx'
import { Inspector } from '../inspector/Inspector.tsx'
import { ShotList } from '../shots/ShotList.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { TakeSheet } from '../takes/TakeSheet.tsx'
import { Problem } from './Problem.tsx'
import { TopBar } from './TopBar.tsx'

export function Workspace() {
  const { t } = useTranslation()
  const { project } = useStudio()
  const open = useStore(project, (state) => state.project)
  const problem = useStore(project, (state) => state.problem)
  if (open === null) {
    return (
      <main className="opening">
        {problem === null ? <p role="status">{t('project.opening')}</p> : <Problem failure={problem} />}
        {problem !== null && (
          <button type="button" onClick={() => project.close()}>
            {t('commands.project.close')}
          </button>
        )}
      </main>
    )
  }
  return (
    <div className="workspace">
      <TopBar project={open} />
      <main className="panels">
        <ShotList />
        <BoardArea />
        <Inspector />
        <TakeSheet />
      </main>
    </div>
  )
}
