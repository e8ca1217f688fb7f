/** How well an imported video is told by one layer, by two, by all: as its import measured it. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { importResultSchema } from '../../shared/import/options.ts'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

export function ImportQuality({ take }: { readonly take: Take }) {
  const { t, i18n } = useTranslation()
  const { queue } = useStudio()
  const job = useStore(queue, ({ jobs }) =>
    jobs.find(({ request, result }) => request.kind === 'import' && result?.takeIds.includes(take.id) === true)
  )
  // A job that was cleared from the queue takes its figures with it; the take does not need them.
  const parsed = importResultSchema.safeParse(job?.result?.data)
  if (!parsed.success) return null
  const number = (digits: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits })
  return (
    <table className="table">
      <caption className="quiet small">{t('takes.quality')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('takes.bitsPerPixel')}</th>
          <th scope="col">PSNR</th>
          <th scope="col">SSIM</th>
        </tr>
      </thead>
      <tbody>
        {parsed.data.reconstruction.map(({ layers, bitsPerPixel, psnr, ssim }) => (
          <tr key={layers}>
            <th scope="row">{t('takes.layers', { count: layers })}</th>
            <td>{number(4).format(bitsPerPixel)}</td>
            <td>{psnr === null ? '∞' : `${number(1).format(psnr)} dB`}</td>
            <td>{number(3).format(ssim)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
