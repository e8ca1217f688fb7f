/** How near a decoded clip is to the original: PSNR and SSIM, fed frame by frame. */

/** Side of SSIM's windows and the step between them, in pixels. */
const windowSize = 8
const step = 4
/** The paper's constants for 8 bits: (0.01 · 255)² and (0.03 · 255)². */
const c1 = 6.5025
const c2 = 58.5225

/** Luma of BT.709, full range: 0 … 255. */
function toLuma(frame: ArrayLike<number>, luma: Float64Array): void {
  for (let i = 0; i < luma.length; i++) {
    luma[i] = 0.2126 * (frame[i * 3] ?? 0) + 0.7152 * (frame[i * 3 + 1] ?? 0) + 0.0722 * (frame[i * 3 + 2] ?? 0)
  }
}

export class PictureQuality {
  private readonly width: number
  private readonly height: number
  private readonly lumaA: Float64Array
  private readonly lumaB: Float64Array
  private squares = 0
  private values = 0
  private similarity = 0
  private frames = 0

  /** @param width of a frame in pixels @param height of a frame in pixels */
  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.lumaA = new Float64Array(width * height)
    this.lumaB = new Float64Array(width * height)
  }

  /** Adds one frame and its counterpart, rgb24 `[height, width, 3]`. */
  add(original: ArrayLike<number>, decoded: ArrayLike<number>): void {
    for (let i = 0; i < original.length; i++) this.squares += ((original[i] ?? 0) - (decoded[i] ?? 0)) ** 2
    this.values += original.length
    toLuma(original, this.lumaA)
    toLuma(decoded, this.lumaB)
    this.similarity += this.frameSimilarity()
    this.frames += 1
  }

  /** Peak signal-to-noise ratio in decibels over all channels; null: the frames are equal. */
  get psnr(): number | null {
    return this.squares === 0 ? null : 10 * Math.log10((255 ** 2 * this.values) / this.squares)
  }

  /** Mean structural similarity (Wang et al. 2004) of the luma, in 8 × 8 windows 4 pixels apart. */
  get ssim(): number {
    return this.frames === 0 ? 1 : this.similarity / this.frames
  }

  private frameSimilarity(): number {
    let sum = 0
    let windows = 0
    const lastRow = Math.max(0, this.height - windowSize)
    const lastColumn = Math.max(0, this.width - windowSize)
    for (let row = 0; row <= lastRow; row += step) {
      for (let column = 0; column <= lastColumn; column += step) {
        sum += this.windowSimilarity(row, column)
        windows += 1
      }
    }
    return sum / windows
  }

  private windowSimilarity(row: number, column: number): number {
    let [a, b, aa, bb, ab, count] = [0, 0, 0, 0, 0, 0]
    for (let y = row; y < Math.min(row + windowSize, this.height); y++) {
      for (let x = column; x < Math.min(column + windowSize, this.width); x++) {
        const left = this.lumaA[y * this.width + x] ?? 0
        const right = this.lumaB[y * this.width + x] ?? 0
        a += left
        b += right
        aa += left * left
        bb += right * right
        ab += left * right
        count += 1
      }
    }
    const meanA = a / count
    const meanB = b / count
    const varianceA = aa / count - meanA * meanA
    const varianceB = bb / count - meanB * meanB
    const covariance = ab / count - meanA * meanB
    return ((2 * meanA * meanB + c1) * (2 * covariance + c2)) / ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2))
  }
}
