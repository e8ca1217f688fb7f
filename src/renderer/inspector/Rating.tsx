/** One to five stars; the same again takes them back. */
import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

const ratings = [1, 2, 3, 4, 5]

export function Rating({ take }: { readonly take: Take }) {
  const { t } = useTranslation()
  const { takes } = useStudio()
  return (
    <div className="rating" role="group" aria-label={t('takes.rating')}>
      {ratings.map((rating) => (
        <button
          key={rating}
          type="button"
          className="icon-only"
          aria-pressed={take.rating >= rating}
          aria-label={t('takes.rate', { count: rating })}
          onClick={() => void takes.edit(take.id, { rating: take.rating === rating ? 0 : rating })}
        >
          <Star aria-hidden size={16} />
        </button>
      ))}
    </div>
  )
}
