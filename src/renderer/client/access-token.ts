/**
 * The token of the browser host. It comes in the link's fragment, which is not sent to any server, is taken out of the
 * address bar and the history at once, and is kept for this tab and this origin (port included) so that a reload works.
 */
const storageKey = 'studio-token'

/** The token, or null where the page was opened without the printed link. */
export function takeAccessToken(page: Window): string | null {
  const match = /^#token=([\w-]{32,200})$/.exec(page.location.hash)
  if (match?.[1] !== undefined) {
    page.sessionStorage.setItem(storageKey, match[1])
    page.history.replaceState(null, '', page.location.pathname)
  }
  return page.sessionStorage.getItem(storageKey)
}
