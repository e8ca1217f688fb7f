/** Shown in a browser that has no token: the page can do nothing without it. */
import { useTranslation } from 'react-i18next'

export function NoAccess() {
  const { t } = useTranslation()
  return (
    <main className="no-access">
      <h1>{t('noAccess.title')}</h1>
      <p>{t('noAccess.text')}</p>
    </main>
  )
}
