/** Builds ONNX graphs node by node (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
import { bytesField, floatField, integerField, join, messageField, textField, type Field } from './protobuf.ts'

const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const
export type ElementType = keyof typeof elementTypes

/** A size, or the name of a free axis. */
export type Axes = readonly (number | string)[]
type Attribute = number | readonly number[] | { readonly float: number }

export class OnnxBuilder {
  private readonly nodes: Field[] = []
  private readonly weights: Field[] = []
  private readonly inputs: Field[] = []
  private readonly outputs: Field[] = []
  private count = 0

  input(name: string, type: ElementType, axes: Axes): string {
    this.inputs.push(messageField(11, describeValue(name, type, axes)))
    return name
  }

  output(name: string, type: ElementType, axes: Axes): void {
    this.outputs.push(messageField(12, describeValue(name, type, axes)))
  }

  /** A constant tensor; returns its name. */
  weight(type: ElementType, dims: readonly number[], data: ArrayBufferView): string {
    const name = `weight_${this.weights.length}`
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const fields = [...dims.map((dim) => integerField(1, dim)), integerField(2, elementTypes[type]), textField(8, name), bytesField(9, raw)]
    this.weights.push(messageField(5, fields))
    return name
  }

  /**
   * Adds a node of ONNX or, as `com.microsoft.Name`, of ONNX Runtime.
   * @param outputs names for its outputs, or how many there are
   * @returns the names of its outputs
   */
  node(operator: string, inputs: readonly string[], outputs: readonly string[] | number = 1, attributes: Readonly<Record<string, Attribute>> = {}): string[] {
    const names = typeof outputs === 'number' ? Array.from({ length: outputs }, () => `value_${this.count++}`) : [...outputs]
    const parts = operator.split('.')
    const type = parts.pop()!
    this.nodes.push(messageField(1, [
      ...inputs.map((name) => textField(1, name)),
      ...names.map((name) => textField(2, name)),
      textField(4, type),
      ...Object.entries(attributes).map(([name, value]) => messageField(5, describeAttribute(name, value))),
      textField(7, parts.join('.'))
    ]))
    return names
  }

  /** The file. */
  build(): Uint8Array {
    const graph = [...this.nodes, textField(2, 'bench'), ...this.weights, ...this.inputs, ...this.outputs]
    const operators = (domain: string, version: number) => messageField(8, [textField(1, domain), integerField(2, version)])
    return join([integerField(1, 10), textField(2, 'hitvideo-bench'), messageField(7, graph), operators('', 20), operators('com.microsoft', 1)])
  }
}

function describeValue(name: string, type: ElementType, axes: Axes): Field[] {
  const dims = axes.map((axis) => messageField(1, [typeof axis === 'number' ? integerField(1, axis) : textField(2, axis)]))
  return [textField(1, name), messageField(2, [messageField(1, [integerField(1, elementTypes[type]), messageField(2, dims)])])]
}

function describeAttribute(name: string, value: Attribute): Field[] {
  if (typeof value === 'number') return [textField(1, name), integerField(3, value), integerField(20, 2)]
  if ('float' in value) return [textField(1, name), floatField(2, value.float), integerField(20, 1)]
  return [textField(1, name), ...value.map((each) => integerField(8, each)), integerField(20, 7)]
}
