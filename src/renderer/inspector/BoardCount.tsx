/** How many boards one press makes. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../store/studio-context.tsx'

const counts = [1, 2, 4, 6, 8, 12]

export function BoardCount() {
  const { t } = useTranslation()
  const { settings } = useStudio()
  const count = useStore(settings, ({ boardsPerPrompt }) => boardsPerPrompt)
  const shown = counts.includes(count) ? counts : [...counts, count].toSorted((a, b) => a - b)
  return (
    <select
      aria-label={t('inspector.boardCount')}
      value={count}
      onChange={(event) => void settings.edit({ boardsPerPrompt: Number(event.target.value) })}
    >
      {shown.map((option) => (
        <option key={option} value={option}>
          {option}×
        </option>
      ))}
    </select>
  )
}
