/** Play, scrub by frame, time, speed, loop. */
import { Maximize, Pause, Play, Repeat } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandButton } from '../commands/CommandButton.tsx'
import { speeds } from '../store/player-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { showTime } from './show-time.ts'

export function Transport() {
  const { t } = useTranslation()
  const { player } = useStudio()
  const { isPlaying, frame, frames, framesPerSecond, speed, isLooping } = useStore(player)
  const share = frames <= 1 ? 0 : frame / (frames - 1)
  return (
    <div className="transport" role="group" aria-label={t('player.title')}>
      <CommandButton
        id="play.toggle"
        icon={isPlaying ? Pause : Play}
        isIconOnly
        label={isPlaying ? t('player.pause') : t('player.play')}
      />
      <input
        type="range"
        className="scrub"
        min={0}
        max={frames - 1}
        step={1}
        value={frame}
        aria-label={t('player.frame')}
        aria-valuetext={t('player.frameOf', { frame: frame + 1, frames })}
        style={{ '--share': `${share * 100}%` }}
        onChange={(event) => {
          player.pause()
          player.seek(Number(event.target.value))
        }}
      />
      <span className="time">
        {showTime(frame / framesPerSecond)} / {showTime(frames / framesPerSecond)}
      </span>
      <select
        className="small"
        aria-label={t('player.speed')}
        value={speed}
        onChange={(event) => player.setSpeed(Number(event.target.value))}
      >
        {speeds.map((option) => (
          <option key={option} value={option}>
            {option}×
          </option>
        ))}
      </select>
      <CommandButton id="play.fullScreen" icon={Maximize} isIconOnly />
      <button
        type="button"
        className="icon-only"
        aria-pressed={isLooping}
        aria-label={t('player.loop')}
        title={t('player.loop')}
        onClick={() => player.setLooping(!isLooping)}
      >
        <Repeat aria-hidden size={16} />
      </button>
    </div>
  )
}
