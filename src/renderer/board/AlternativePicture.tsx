/** One thumbnail of a strip. */
import { useEffect, useRef } from 'react'

interface AlternativePictureProps {
  readonly strip: ImageBitmap
  readonly index: number
  readonly size: { readonly height: number; readonly width: number }
}

export function AlternativePicture({ strip, index, size }: AlternativePictureProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    context?.drawImage(strip, index * size.width, 0, size.width, size.height, 0, 0, size.width, size.height)
  }, [strip, index, size])
  return <canvas ref={ref} width={size.width} height={size.height} role="presentation" />
}
