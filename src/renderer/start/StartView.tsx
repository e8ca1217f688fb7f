/** The first thing one sees: recent projects, a new one, the sample. */
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { FolderOpen, Plus, Settings, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { makeSample } from '../actions/sample.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { EnginePill } from '../shell/EnginePill.tsx'
import { PackProblem } from '../shell/PackProblem.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { BinnedProjects } from './BinnedProjects.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { ProjectCard } from './ProjectCard.tsx'

export function StartView() {
  const { t } = useTranslation()
  const studio = useStudio()
  const projects = useStore(studio.projects, (state) => state.projects)
  const hasPack = useStore(studio.pack, ({ pack }) => pack !== null)
  const [name, setName] = useState('')

  const create = async (event: SubmitEvent) => {
    event.preventDefault()
    const projectId = await studio.projects.create(name.trim() === '' ? t('start.untitled') : name.trim())
    if (projectId === null) return
    await studio.project.open(projectId)
    await studio.project.createShot()
  }
  return (
    <div className="start">
      <header className="top-bar">
        <h1 className="brand">{t('title')}</h1>
        <span className="grow" />
        <EnginePill />
        <CommandButton id="view.settings" icon={Settings} isIconOnly />
      </header>
      <main className="start-body">
        <section className="start-new">
          <h2>{t('start.newTitle')}</h2>
          <p className="quiet">{t('start.newText')}</p>
          <form className="row" onSubmit={(event) => void create(event)}>
            <input
              aria-label={t('start.name')}
              placeholder={t('start.name')}
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <button type="submit" className="primary">
              <Plus aria-hidden size={16} />
              {t('start.create')}
            </button>
          </form>
          <div className="row">
            <button type="button" disabled={!hasPack} onClick={() => void makeSample(studio, t)}>
              <Sparkles aria-hidden size={16} />
              {t('start.sample')}
            </button>
            <CommandButton id="project.import" icon={FolderOpen} label={t('start.openFile')} />
          </div>
          <p className="quiet small">{t('start.sampleText')}</p>
          <PackProblem />
        </section>
        <section className="start-recent" aria-labelledby="recent">
          <h2 id="recent">{t('start.recent')}</h2>
          {projects === null && <p role="status">{t('start.loading')}</p>}
          {projects?.length === 0 && (
            <>
              <p className="quiet">{t('start.empty')}</p>
              <FirstSteps />
            </>
          )}
          <ul className="project-cards">
            {projects?.map((project) => (
              <ProjectCard key={project.id} project={project} />
            ))}
          </ul>
          <BinnedProjects />
        </section>
      </main>
    </div>
  )
}
