/**
 * Threefry-2x32-20, a counter-based random generator: a draw is a pure function of key and counter, so a token's value never
 * depends on the order in which tokens are drawn.
 * Salmon et al. 2011, https://www.thesalmons.org/john/random123/papers/random123sc11.pdf
 */

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const
const parity = 0x1bd11bda

/**
 * Twenty rounds of Threefry on two 32-bit words.
 * @returns both output words, unsigned
 */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const keys = [key0 | 0, key1 | 0, parity ^ key0 ^ key1] as const
  let x0 = (counter0 + keys[0]) | 0
  let x1 = (counter1 + keys[1]) | 0
  for (let round = 0; round < 20; round++) {
    const turn = rotations[round & 7]!
    x0 = (x0 + x1) | 0
    x1 = (x1 << turn) | (x1 >>> (32 - turn))
    x1 ^= x0
    if ((round & 3) === 3) {
      const injection = (round + 1) >> 2
      x0 = (x0 + keys[injection % 3]!) | 0
      x1 = (x1 + keys[(injection + 1) % 3]! + injection) | 0
    }
  }
  return [x0 >>> 0, x1 >>> 0]
}
