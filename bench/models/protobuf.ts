/** Writes protocol buffers: what an ONNX file needs of them (https://protobuf.dev/programming-guides/encoding/). */

/** One field that is written already. */
export type Field = Uint8Array

/** An integer that is not negative. */
export function integerField(number: number, value: number): Field {
  return Uint8Array.from([...varint(number * 8), ...varint(value)])
}

/** A 32-bit float. */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(new Float32Array([value]).buffer)
  return join([Uint8Array.from(varint(number * 8 + 5)), bytes])
}

export function textField(number: number, value: string): Field {
  return bytesField(number, new TextEncoder().encode(value))
}

/** Raw bytes, or a message that is written already. */
export function bytesField(number: number, value: Uint8Array): Field {
  return join([Uint8Array.from([...varint(number * 8 + 2), ...varint(value.length)]), value])
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return bytesField(number, join(fields))
}

/** Fields one after the other: a message. */
export function join(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0))
  let offset = 0
  for (const field of fields) {
    bytes.set(field, offset)
    offset += field.length
  }
  return bytes
}

function varint(value: number): number[] {
  const bytes = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return bytes
}
