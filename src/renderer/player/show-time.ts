/** A place in a clip: "0:04.3". */
export function showTime(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + 1e-6)
  const whole = Math.floor(tenths / 10)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${tenths % 10}`
}
