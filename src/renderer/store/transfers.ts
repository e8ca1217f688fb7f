/** Files on their way in or out: what leaving the page would break off. Other work is the host's, and goes on. */

export interface Transfers {
  /** Counts while the work is under way; hands its result on. */
  during<Result>(work: Promise<Result>): Promise<Result>
  areUnderWay(): boolean
}

export function createTransfers(): Transfers {
  let count = 0
  return {
    during: async (work) => {
      count += 1
      try {
        return await work
      } finally {
        count -= 1
      }
    },
    areUnderWay: () => count > 0
  }
}
