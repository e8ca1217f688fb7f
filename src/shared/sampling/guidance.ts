/** Classifier-free guidance (paper 3.3), applied to the language model's hidden state: a head is affine, so this equals guidance on the logits. */

/**
 * `out = unconditional + guidance · (conditional − unconditional)`, element by element, each operation rounded to float32:
 * the exporter does the same, and a rounding apart can become another token.
 * @param hidden `[2 · takes, S, width]`: all conditional rows, then all unconditional rows
 * @param out `[takes, S, width]`
 */
export function guide(hidden: Float32Array, guidance: number, out: Float32Array): void {
  const half = hidden.length / 2
  const strength = Math.fround(guidance)
  for (let i = 0; i < half; i++) {
    const unconditional = hidden[half + i]!
    const difference = Math.fround(hidden[i]! - unconditional)
    out[i] = unconditional + Math.fround(strength * difference)
  }
}
