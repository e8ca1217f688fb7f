/** Which ffmpeg makes and reads videos, of those that were found; on the desktop another can be looked for. */
import { useTranslation } from 'react-i18next'
import { useFfmpeg } from '../export/use-ffmpeg.ts'
import { ChoiceField } from './ChoiceField.tsx'

export function FfmpegField() {
  const { t } = useTranslation()
  const { status, use, browse } = useFfmpeg()
  if (status === null) return null
  const names = status.candidates.map(({ id, source, version, problem }) => {
    const said = version ?? problem ?? ''
    return [id, t('settings.ffmpegCandidate', { source: t(`export.ffmpegSources.${source}`), said })]
  })
  const used = status.candidates.find(({ isUsed }) => isUsed)
  const lacks = status.missing.map(({ name }) => name).join(', ')
  return (
    <>
      <ChoiceField
        label="ffmpeg"
        hint={lacks === '' ? t('settings.ffmpegHint') : t('export.missing', { names: lacks })}
        value={used?.id ?? ''}
        options={{ ...(used ? {} : { '': t('settings.ffmpegNone') }), ...Object.fromEntries(names) }}
        onChange={(id) => void use(id === '' ? null : id)}
      />
      {status.canBrowse && (
        <button type="button" onClick={() => void browse()}>
          {t('settings.ffmpegBrowse')}
        </button>
      )}
    </>
  )
}
