/** Random weights: a fixed sequence, so that two runs measure the same model. */

/** Numbers 0 … 2³² − 1 (Marsaglia's xorshift32, https://www.jstatsoft.org/article/view/v008i14). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}

/** Signed bytes, all values alike. */
export function randomBytes(count: number, random: () => number): Int8Array {
  const words = new Uint32Array(Math.ceil(count / 4))
  for (let i = 0; i < words.length; i++) words[i] = random()
  return new Int8Array(words.buffer, 0, count)
}

/** Floats, evenly from −scale to scale. */
export function randomFloats(count: number, scale: number, random: () => number): Float32Array {
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) values[i] = (random() / 2 ** 31 - 1) * scale
  return values
}
