/** A project with its picture. */
import { Copy, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProjectSummary } from '../../shared/storyboard/project.ts'
import { PreviewPicture } from '../previews/PreviewPicture.tsx'
import { useStudio } from '../store/studio-context.tsx'

export function ProjectCard({ project }: { readonly project: ProjectSummary }) {
  const { t, i18n } = useTranslation()
  const studio = useStudio()
  const { id, name, coverTakeId, shotCount, durationSeconds, updatedAt } = project
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(updatedAt)
  return (
    <li className="project-card">
      <button type="button" className="project-open" onClick={() => void studio.project.open(id)}>
        <PreviewPicture
          source={coverTakeId === null ? null : { kind: 'take', takeId: coverTakeId, layers: null }}
          motion="loop"
        />
        <span className="project-words">
          <strong>{name}</strong>
          <span className="quiet small">
            {t('start.shots', { count: shotCount })} · {t('shots.seconds', { seconds: Math.round(durationSeconds) })}
          </span>
          <span className="quiet small">{date}</span>
        </span>
      </button>
      <span className="project-actions row">
        <button
          type="button"
          className="icon-only"
          aria-label={t('start.duplicate', { name })}
          title={t('start.duplicate', { name })}
          onClick={() => void studio.projects.duplicate(id, t('start.copyName', { name }))}
        >
          <Copy aria-hidden size={15} />
        </button>
        <button
          type="button"
          className="icon-only"
          aria-label={t('start.bin', { name })}
          title={t('start.bin', { name })}
          onClick={() => void studio.projects.bin(id)}
        >
          <Trash2 aria-hidden size={15} />
        </button>
      </span>
    </li>
  )
}
