/** Writes GGUF files, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). */

export type GgufValue = number | string | { readonly float: number } | readonly string[] | { readonly floats: readonly number[] } | { readonly integers: readonly number[] }

export interface GgufTensor {
  readonly name: string
  /** Innermost axis first. */
  readonly dims: readonly number[]
  /** 0: float32; 8: Q8_0. */
  readonly type: 0 | 8
  readonly data: Uint8Array
}

const alignment = 32
const types = { uint32: 4, int32: 5, float32: 6, text: 8, array: 9 }

export function buildGguf(values: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const put = (bytes: Uint8Array) => {
    parts.push(bytes)
    length += bytes.length
  }
  const integer = (value: number) => put(new Uint8Array(new Uint32Array([value]).buffer))
  const long = (value: number) => put(new Uint8Array(new BigUint64Array([BigInt(value)]).buffer))
  const float = (value: number) => put(new Uint8Array(new Float32Array([value]).buffer))
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value)
    long(bytes.length)
    put(bytes)
  }
  const list = <Item>(type: number, items: readonly Item[], write: (item: Item) => void) => {
    integer(types.array)
    integer(type)
    long(items.length)
    for (const item of items) write(item)
  }
  const value = (entry: GgufValue) => {
    if (typeof entry === 'number') {
      integer(types.uint32)
      integer(entry)
    } else if (typeof entry === 'string') {
      integer(types.text)
      text(entry)
    } else if ('float' in entry) {
      integer(types.float32)
      float(entry.float)
    } else if ('floats' in entry) list(types.float32, entry.floats, float)
    else if ('integers' in entry) list(types.int32, entry.integers, integer)
    else list(types.text, entry, text)
  }
  const pad = () => put(new Uint8Array(-length & (alignment - 1)))

  put(new TextEncoder().encode('GGUF'))
  integer(3)
  long(tensors.length)
  long(Object.keys(values).length)
  for (const [key, entry] of Object.entries(values)) {
    text(key)
    value(entry)
  }
  let offset = 0
  for (const { name, dims, type, data } of tensors) {
    text(name)
    integer(dims.length)
    for (const dim of dims) long(dim)
    integer(type)
    long(offset)
    offset += Math.ceil(data.length / alignment) * alignment
  }
  pad()
  for (const { data } of tensors) {
    put(data)
    pad()
  }
  const file = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}
