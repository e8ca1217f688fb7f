/** Tells that the host is away. Nothing is lost: what was saved is with the host, what was typed is still here. */
import { useTranslation } from 'react-i18next'
import { useConnection } from '../client/client-context.tsx'

export function ConnectionBanner() {
  const { t } = useTranslation()
  const connection = useConnection()
  if (connection === 'open' || connection === 'connecting') return null
  return (
    <div className="connection-banner" role="alert">
      <strong>{t(`connection.${connection}.title`)}</strong> {t(`connection.${connection}.text`)}
    </div>
  )
}
