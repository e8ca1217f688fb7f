/** The finished clip in a loop, or why there is none. */
import { useTranslation } from 'react-i18next'
import { fromWireError } from '../../shared/errors.ts'
import { useClient } from '../client/client-context.tsx'
import type { ClipState } from '../store/clip-store.ts'

export function ClipPlayer({ prompt, outcome, promptRead }: Pick<ClipState, 'prompt' | 'outcome' | 'promptRead'>) {
  const { t } = useTranslation()
  const { transport } = useClient()
  return (
    <section className="clip-player">
      {outcome?.status === 'done' ? (
        // A clip has no sound, so there is nothing to caption.
        <video
          key={outcome.videoId}
          src={transport.mediaUrl(outcome.videoId)}
          aria-label={t('clip.label', { prompt: prompt ?? '' })}
          autoPlay
          controls
          loop
          muted
          playsInline
        />
      ) : (
        <div className="no-clip">{t('clip.empty')}</div>
      )}
      <div role="status">
        {outcome?.status === 'done' && (
          <p>{t('clip.made', { seed: outcome.seed, seconds: outcome.seconds.toFixed(1) })}</p>
        )}
        {outcome?.status === 'cancelled' && <p>{t('clip.cancelled')}</p>}
        {promptRead !== null && <p className="quiet">{t('clip.promptCut', { read: promptRead })}</p>}
      </div>
      {outcome?.status === 'failed' && (
        <p role="alert" className="problem">
          {fromWireError(outcome.error).message}
        </p>
      )}
    </section>
  )
}
