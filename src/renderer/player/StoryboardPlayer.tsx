/** Plays the whole storyboard, shot after shot, each for its own duration, with its dialogue as a caption. */
import { useEffect, useMemo, useState } from 'react'
import { Maximize, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { fillScreen } from '../actions/full-screen.ts'
import { fitInside, square } from '../board/use-place.ts'
import { drawFrame } from '../previews/frame-sheet.ts'
import { usePreview } from '../previews/use-preview.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useStudio } from '../store/studio-context.tsx'
import { layOutShots, placeAt } from './storyboard-time.ts'
import { showTime } from './show-time.ts'
import { useSecondsClock } from './use-seconds-clock.ts'

const pictureId = 'storyboard-picture'
/** Large enough that nothing is lost when the picture fills a screen. */
const canvasWidth = 768

export function StoryboardPlayer() {
  const { t } = useTranslation()
  const { project, view, pack } = useStudio()
  const clip = useStore(pack, (state) => state.pack?.clip) ?? square
  const shots = useStore(project, (state) => state.shots)
  const timeline = useMemo(() => layOutShots(shots), [shots])
  const total = timeline.at(-1)?.endSeconds ?? 0
  const { seconds, isPlaying, setSeconds, setIsPlaying } = useSecondsClock(total)
  const place = placeAt(timeline, seconds)
  const shot = place?.shot
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const takeId = shot?.chosenTakeId ?? null
  const { sheet } = usePreview(takeId === null ? null : { kind: 'take', takeId, layers: null })
  // The next shot is decoded while this one plays.
  const nextId = timeline[(place?.index ?? 0) + 1]?.shot.chosenTakeId ?? null
  usePreview(nextId === null ? null : { kind: 'take', takeId: nextId, layers: null })

  const frame = sheet === null || place === null ? 0 : Math.floor(place.seconds * sheet.preview.framesPerSecond) % sheet.preview.frames
  useEffect(() => {
    const context = canvas?.getContext('2d') ?? null
    if (canvas === null || context === null) return
    context.clearRect(0, 0, canvas.width, canvas.height)
    if (sheet === null) return
    const { width, height } = fitInside(canvas, sheet.preview)
    drawFrame(context, sheet, frame, { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height })
  }, [canvas, sheet, frame])

  return (
    <Dialog title={t('storyboard.title')} size="full" onClose={() => view.closeDialog()}>
      <figure className="storyboard" id={pictureId}>
        <canvas ref={setCanvas} width={canvasWidth} height={Math.round((canvasWidth * clip.height) / clip.width)} role="img" aria-label={shot?.prompt ?? t('storyboard.title')} />
        {shot !== undefined && shot.dialogue !== '' && <figcaption>{shot.dialogue}</figcaption>}
        {takeId === null && <p className="quiet">{t('storyboard.noTake')}</p>}
      </figure>
      <div className="transport">
        <button
          type="button"
          className="icon-only"
          aria-label={isPlaying ? t('player.pause') : t('player.play')}
          onClick={() => setIsPlaying(!isPlaying)}
        >
          {isPlaying ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
        </button>
        <input
          type="range"
          className="scrub"
          min={0}
          max={Math.max(0.1, total)}
          step={0.1}
          value={seconds}
          aria-label={t('storyboard.place')}
          aria-valuetext={t('storyboard.placeOf', { shot: (place?.index ?? 0) + 1, shots: timeline.length })}
          style={{ '--share': `${total === 0 ? 0 : (seconds / total) * 100}%` }}
          onChange={(event) => setSeconds(Number(event.target.value))}
        />
        <span className="time">
          {showTime(seconds)} / {showTime(total)}
        </span>
        <button
          type="button"
          className="icon-only"
          aria-label={t('storyboard.fullScreen')}
          title={t('storyboard.fullScreen')}
          onClick={() => void fillScreen(document.querySelector<HTMLElement>(`#${pictureId}`))}
        >
          <Maximize aria-hidden size={18} />
        </button>
      </div>
    </Dialog>
  )
}
