/** Which model runs on which device, or that the host is away. */
import { useTranslation } from 'react-i18next'
import type { PackDescription } from '../../shared/contract/clips.ts'
import { useConnection } from '../client/client-context.tsx'

interface StatusLineProps {
  readonly pack: PackDescription | null
  /** Why there is no pack. */
  readonly problem: string | null
}

export function StatusLine({ pack, problem }: StatusLineProps) {
  const { t } = useTranslation()
  const connection = useConnection()
  if (connection === 'lost') return <p className="status problem">{t('status.lost')}</p>
  if (connection === 'refused') return <p className="status problem">{t('status.refused')}</p>
  if (problem !== null) return <p className="status problem">{problem}</p>
  if (connection === 'connecting') return <p className="status quiet">{t('status.connecting')}</p>
  if (pack === null) return <p className="status quiet">{t('status.loading')}</p>
  return (
    <p className="status quiet" title={pack.device.reason}>
      {t('status.pack', { pack: pack.name, version: pack.version, device: pack.device.provider.toUpperCase() })}
    </p>
  )
}
