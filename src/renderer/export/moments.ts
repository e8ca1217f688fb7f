/** Which frames of a shot a panel shows, as shares of its length. */
export const momentChoices = {
  middle: [0.5],
  ends: [0, 1],
  three: [0, 0.5, 1],
  four: [0, 1 / 3, 2 / 3, 1]
} as const satisfies Readonly<Record<string, readonly number[]>>

export type MomentsName = keyof typeof momentChoices

export function nameMoments(moments: readonly number[]): MomentsName {
  const names = Object.keys(momentChoices) as MomentsName[]
  return names.find((name) => momentChoices[name].length === moments.length) ?? 'three'
}
