/** Playback: which frame is shown. One clock moves it; everything that plays in sync reads it. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

export interface PlayerState {
  readonly isPlaying: boolean
  /** Frame of the clip that is shown, 0 … frames − 1. */
  readonly frame: number
  readonly frames: number
  readonly framesPerSecond: number
  /** 1 is the clip's own speed. */
  readonly speed: number
  readonly isLooping: boolean
}

export const speeds = [0.25, 0.5, 1, 2] as const

export interface PlayerStore extends StoreApi<PlayerState> {
  setClip(frames: number, framesPerSecond: number): void
  play(): void
  pause(): void
  toggle(): void
  /** Shows a frame; one beyond either end is the end. */
  seek(frame: number): void
  setSpeed(speed: number): void
  setLooping(isLooping: boolean): void
  /** Moves on by some seconds of real time: called by the clock. */
  advance(seconds: number): void
}

export function createPlayerStore(): PlayerStore {
  const store = createStore<PlayerState>(() => ({
    isPlaying: false,
    frame: 0,
    frames: 64,
    framesPerSecond: 8,
    speed: 1,
    isLooping: true
  }))
  /** Time since the shown frame began, in frames. */
  let rest = 0
  const seek = (frame: number) => {
    const { frames } = store.getState()
    rest = 0
    store.setState({ frame: Math.max(0, Math.min(frames - 1, Math.round(frame))) })
  }
  const play = () => {
    const { frame, frames } = store.getState()
    if (frame === frames - 1) seek(0)
    store.setState({ isPlaying: true })
  }
  const pause = () => store.setState({ isPlaying: false })
  return {
    ...store,
    setClip: (frames, framesPerSecond) => {
      const { frame, frames: old, framesPerSecond: oldRate } = store.getState()
      if (frames === old && framesPerSecond === oldRate) return
      store.setState({ frames, framesPerSecond, frame: Math.min(frame, frames - 1) })
    },
    play,
    pause,
    toggle: () => (store.getState().isPlaying ? pause() : play()),
    seek,
    setSpeed: (speed) => store.setState({ speed }),
    setLooping: (isLooping) => store.setState({ isLooping }),
    advance: (seconds) => {
      const { isPlaying, frame, frames, framesPerSecond, speed, isLooping } = store.getState()
      if (!isPlaying) return
      rest += seconds * framesPerSecond * speed
      const steps = Math.floor(rest)
      if (steps === 0) return
      rest -= steps
      const next = frame + steps
      if (next < frames) store.setState({ frame: next })
      else if (isLooping) store.setState({ frame: next % frames })
      else store.setState({ frame: frames - 1, isPlaying: false })
    }
  }
}
