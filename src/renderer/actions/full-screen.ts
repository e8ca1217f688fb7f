/** The board on the whole screen, playing; Escape or the same command ends it. */
import type { Studio } from '../store/studio.ts'

export async function showFullScreen({ player }: Studio): Promise<void> {
  const board = document.querySelector<HTMLElement>('.board-outer')
  if (document.fullscreenElement !== null) {
    await document.exitFullscreen()
    return
  }
  await fillScreen(board)
  player.play()
}

/** Where the host does not grant the screen, as the desktop host, the board fills the window, or gives it back. */
export async function fillScreen(element: HTMLElement | null): Promise<void> {
  await element?.requestFullscreen().catch(() => element.classList.toggle('fills-window'))
}
