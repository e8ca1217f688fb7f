/** A failure in words: its kind in the person's language, the reason and the remedy as the studio gave them. */
import { useTranslation } from 'react-i18next'
import type { WireError } from '../../shared/errors.ts'

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.\s]+$/, '')}.`

export function useFailureWords({ kind, reason, remedy }: WireError): { title: string; text: string } {
  const { t } = useTranslation()
  return { title: t(`problem.kinds.${kind}`), text: `${sentence(reason)} ${sentence(remedy)}` }
}
