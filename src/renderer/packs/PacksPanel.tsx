/** The model packs that are there, and what the one in use is. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { PackListing } from '../../shared/contract/packs.ts'
import { countCells } from '../../shared/tokens/layout.ts'
import { showBytes } from '../shell/show-bytes.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { Problem } from '../shell/Problem.tsx'
import { useStudio } from '../store/studio-context.tsx'

export function PacksPanel() {
  const { t, i18n } = useTranslation()
  const { client, notices, pack: store, settings, view } = useStudio()
  const { pack, problem } = useStore(store)
  const defaultPackId = useStore(settings, (state) => state.defaultPackId)
  const [listing, setListing] = useState<PackListing | null>(null)
  const number = new Intl.NumberFormat(i18n.language)

  useEffect(() => {
    let isCurrent = true
    const load = async () => {
      const found = await notices.attempt('list the packs', () => client.call('packs.list', {}))
      if (isCurrent) setListing(found)
    }
    void load()
    return () => {
      isCurrent = false
    }
  }, [client, notices])

  return (
    <Dialog title={t('packs.title')} onClose={() => view.closeDialog()}>
      {problem !== null && <Problem failure={problem} onRetry={() => void store.load()} />}
      {pack !== null && (
        <section>
          <h3>
            {pack.name} <span className="quiet">{pack.reference.version}</span>
          </h3>
          <p>{pack.description}</p>
          <dl className="facts">
            <dt>{t('packs.licence')}</dt>
            <dd>{pack.licence}</dd>
            <dt>{t('packs.clip')}</dt>
            <dd>
              {t('packs.clipSize', {
                frames: pack.clip.frames,
                rate: pack.clip.framesPerSecond,
                width: pack.clip.width,
                height: pack.clip.height
              })}
            </dd>
            <dt>{t('packs.parameters')}</dt>
            <dd>{number.format(pack.parameters)}</dd>
            <dt>{t('packs.device')}</dt>
            <dd>
              {pack.device.provider.toUpperCase()} · {pack.device.reason}
            </dd>
          </dl>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('packs.layer')}</th>
                <th scope="col">{t('packs.grid')}</th>
                <th scope="col">{t('packs.tokens')}</th>
                <th scope="col">{t('packs.bits')}</th>
                <th scope="col">{t('packs.layerBits')}</th>
              </tr>
            </thead>
            <tbody>
              {pack.reference.layers.map(({ index, name, grid, bits }) => (
                <tr key={index}>
                  <th scope="row">{name}</th>
                  <td>{grid.join(' × ')}</td>
                  <td>{number.format(countCells(grid))}</td>
                  <td>{bits}</td>
                  <td>{number.format(countCells(grid) * bits)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <h3>{t('packs.all')}</h3>
      {listing?.packs.length === 0 && listing.broken.length === 0 && <p className="quiet small">{t('packs.none')}</p>}
      <ul className="plain-list">
        {listing?.packs.map(({ id, name, version, licence, bytes, isOpen }) => (
          <li key={id} className="row spread">
            <span>
              {name} {version}{' '}
              <span className="quiet small">
                {licence} · {showBytes(bytes, i18n.language)}
              </span>
            </span>
            {isOpen ? (
              <span className="quiet small">{t('packs.inUse')}</span>
            ) : (
              <button type="button" disabled={defaultPackId === id} onClick={() => void settings.edit({ defaultPackId: id })}>
                {defaultPackId === id ? t('packs.afterRestart') : t('packs.use')}
              </button>
            )}
          </li>
        ))}
        {listing?.broken.map(({ name, reason }) => (
          <li key={name} className="problem">
            {name}: {reason}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
