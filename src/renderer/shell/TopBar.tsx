/** The bar above a project: its name, whether it is saved, the engine, the queue, the way to everything else. */
import { Command, Download, House, Redo2, Settings, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '../commands/CommandButton.tsx'
import type { ProjectSummary } from '../../shared/storyboard/project.ts'
import { useStudio } from '../store/studio-context.tsx'
import { EnginePill } from './EnginePill.tsx'
import { QueuePill } from './QueuePill.tsx'
import { SavedPill } from './SavedPill.tsx'

export function TopBar({ project }: { readonly project: ProjectSummary }) {
  const { t } = useTranslation()
  const studio = useStudio()
  return (
    <header className="top-bar">
      <CommandButton id="project.close" icon={House} isIconOnly />
      <h1 className="visually-hidden">{project.name}</h1>
      <input
        key={project.name}
        className="project-name"
        aria-label={t('project.name')}
        defaultValue={project.name}
        maxLength={200}
        onBlur={(event) => void studio.project.rename(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <SavedPill />
      <CommandButton id="project.undo" icon={Undo2} isIconOnly />
      <CommandButton id="project.redo" icon={Redo2} isIconOnly />
      <span className="grow" />
      <EnginePill />
      <QueuePill />
      <CommandButton id="project.export" icon={Download} />
      <CommandButton id="view.palette" icon={Command} isIconOnly />
      <CommandButton id="view.settings" icon={Settings} isIconOnly />
    </header>
  )
}
