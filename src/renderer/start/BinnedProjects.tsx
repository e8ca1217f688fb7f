/** Projects in the bin: back again, or gone for good. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'

export function BinnedProjects() {
  const { t } = useTranslation()
  const { projects } = useStudio()
  const binned = useStore(projects, (state) => state.binned)
  const [asked, setAsked] = useState<string | null>(null)
  if (binned.length === 0) return null
  return (
    <details className="binned">
      <summary>{t('start.binned', { count: binned.length })}</summary>
      <ul className="plain-list">
        {binned.map(({ id, name }) => (
          <li key={id} className="row spread">
            <span>{name}</span>
            <span className="row">
              <button type="button" onClick={() => void projects.restore(id)}>
                {t('start.restore')}
              </button>
              {/* The only thing in the studio that cannot be undone asks twice. */}
              <button
                type="button"
                className="danger"
                onClick={() => {
                  if (asked === id) void projects.purge(id)
                  else setAsked(id)
                }}
              >
                {asked === id ? t('start.purgeSure') : t('start.purge')}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
