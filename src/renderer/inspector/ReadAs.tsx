/** Words of a prompt that the pack was taught without, and what it reads in their place. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Thesaurus } from '../../shared/prompt/thesaurus.ts'
import { useStudio } from '../store/studio-context.tsx'

export function ReadAs({ prompt }: { readonly prompt: string }) {
  const { t } = useTranslation()
  const { pack: store } = useStudio()
  const groups = useStore(store, ({ pack }) => pack?.thesaurus)
  const thesaurus = useMemo(() => new Thesaurus(groups ?? {}), [groups])
  const { replaced } = thesaurus.read(prompt)
  if (replaced.length === 0) return null
  return (
    <p className="read-as quiet small" role="status" title={t('inspector.readAsHint')}>
      {t('inspector.readAs')} {replaced.map(({ from, to }) => `${from} → ${to}`).join(', ')}
    </p>
  )
}
