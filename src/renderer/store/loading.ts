/** Loads that overtake each other: only the latest one's result counts. */

/**
 * Makes a function that starts a load and tells whether its result is still wanted.
 * @returns `isCurrent`, false as soon as a later load was started
 */
export function createLatest(): () => () => boolean {
  let latest = 0
  return () => {
    latest += 1
    const own = latest
    return () => own === latest
  }
}
