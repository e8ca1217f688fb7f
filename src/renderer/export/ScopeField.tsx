/** What is exported. */
import { useTranslation } from 'react-i18next'
import type { ExportOptions } from '../../shared/export/options.ts'
import type { Take } from '../../shared/storyboard/take.ts'
import { ChoiceField } from '../settings/ChoiceField.tsx'
import { canExportShot } from './scopes.ts'
import type { ScopeKind } from './scopes.ts'

interface ScopeFieldProps {
  readonly kind: ScopeKind
  readonly take: Take
  readonly options: ExportOptions
  onChange(kind: ScopeKind): void
}

export function ScopeField({ kind, take, options, onChange }: ScopeFieldProps) {
  const { t } = useTranslation()
  const words = {
    take: t('export.scopeTake', { number: take.number }),
    ...(canExportShot(options) ? { shot: t('export.scopeShot') } : {}),
    project: t('export.scopeProject')
  }
  return (
    <ChoiceField<string> label={t('export.scope')} value={kind} options={words} onChange={(wanted) => onChange(wanted as ScopeKind)} />
  )
}
