/** Everything that somebody who helps needs to know, with a button that copies it. Nothing is sent anywhere. */
import { useEffect, useState } from 'react'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../shell/Dialog.tsx'
import { copyText } from '../shell/copy-text.ts'
import { useStudio } from '../store/studio-context.tsx'
import { gatherFacts } from './gather-facts.ts'
import type { FactGroup } from './gather-facts.ts'
import { writeReport } from './write-report.ts'

export function TroubleshootingPanel() {
  const { t } = useTranslation()
  const { client, notices, view } = useStudio()
  const [groups, setGroups] = useState<readonly FactGroup[]>([])
  const [isCopied, setIsCopied] = useState(false)

  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      const found = await gatherFacts(client)
      if (isCurrent) setGroups(found)
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client])

  const copy = async () => {
    await copyText(writeReport(groups))
    setIsCopied(true)
    notices.say(t('troubleshooting.copied'))
  }
  return (
    <Dialog title={t('troubleshooting.title')} size="large" onClose={() => view.closeDialog()}>
      <div className="row spread">
        <p className="quiet small">{t('troubleshooting.hint')}</p>
        <button type="button" disabled={groups.length === 0} onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
          {isCopied ? t('troubleshooting.copied') : t('troubleshooting.copy')}
        </button>
      </div>
      {groups.map(({ name, facts, lines }) => (
        <section key={name}>
          <h3>{t(`troubleshooting.groups.${name}`)}</h3>
          <dl className="facts">
            {facts.map(([key, value]) => (
              <div key={key} className="fact-pair">
                <dt>{key}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {lines.length > 0 && (
            <pre className="log" tabIndex={0} aria-label={t(`troubleshooting.groups.${name}`)}>
              {lines.join('\n')}
            </pre>
          )}
        </section>
      ))}
    </Dialog>
  )
}
