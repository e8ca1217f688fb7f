/** Classifier-free guidance (paper 3.3), applied to the language model's hidden state: a head is affine, so this equals guidance on the logits. */

/**
 * `out = unconditional + guidance · (conditional − unconditional)`, element by element.
 * @param hidden `[2 · takes, S, width]`: all conditional rows, then all unconditional rows
 * @param out `[takes, S, width]`
 */
export function guide(hidden: Float32Array, guidance: number, out: Float32Array): void {
  const half = hidden.length / 2
  for (let i = 0; i < half; i++) {
    const unconditional = hidden[half + i]!
    out[i] = unconditional + guidance * (hidden[i]! - unconditional)
  }
}
