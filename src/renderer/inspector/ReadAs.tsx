/** Words of a prompt that the pack was taught without, and what it reads in their place. */
import { useTranslation } from 'react-i18next'
import { useReplaced } from './use-replaced.ts'

export function ReadAs({ prompt }: { readonly prompt: string }) {
  const { t } = useTranslation()
  const replaced = useReplaced(prompt)
  if (replaced.length === 0) return null
  return (
    <p className="read-as quiet small" role="status" title={t('inspector.readAsHint')}>
      {t('inspector.readAs')} {replaced.map(({ from, to }) => `${from} → ${to}`).join(', ')}
    </p>
  )
}
