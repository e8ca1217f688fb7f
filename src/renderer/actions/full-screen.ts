/** The board on the whole screen, playing; Escape ends it. */
import type { Studio } from '../store/studio.ts'

export async function showFullScreen({ player }: Studio): Promise<void> {
  if (document.fullscreenElement !== null) {
    await document.exitFullscreen()
    return
  }
  await document.querySelector('.board-outer')?.requestFullscreen()
  player.play()
}
