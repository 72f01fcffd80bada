/** Every text that stands in an ONNX file, read from its bytes: whatever somebody could have written into it. */
import { PbfReader } from 'pbf'

type Message =
  | 'model'
  | 'operators'
  | 'graph'
  | 'node'
  | 'attribute'
  | 'tensor'
  | 'value'
  | 'type'
  | 'tensorType'
  | 'shape'
  | 'dimension'
  | 'entry'

interface Fields {
  readonly texts: readonly number[]
  readonly inside: Readonly<Record<number, Message>>
}

/** By the field numbers of the format; what is missing here `check.ts` does not let through, or it is a number. */
const fieldsOf: Readonly<Record<Message, Fields>> = {
  model: { texts: [2, 3, 4, 6], inside: { 7: 'graph', 8: 'operators', 14: 'entry' } },
  operators: { texts: [1], inside: {} },
  graph: { texts: [2, 10], inside: { 1: 'node', 5: 'tensor', 11: 'value', 12: 'value', 13: 'value', 16: 'entry' } },
  node: { texts: [1, 2, 3, 4, 6, 7], inside: { 5: 'attribute', 9: 'entry' } },
  attribute: { texts: [1, 4, 9, 13], inside: { 5: 'tensor', 10: 'tensor' } },
  tensor: { texts: [6, 8, 9, 12], inside: {} },
  value: { texts: [1, 3], inside: { 2: 'type', 4: 'entry' } },
  type: { texts: [6], inside: { 1: 'tensorType' } },
  tensorType: { texts: [], inside: { 2: 'shape' } },
  shape: { texts: [], inside: { 1: 'dimension' } },
  dimension: { texts: [2, 3], inside: {} },
  entry: { texts: [1, 2], inside: {} },
}

/** Each text once, in the order of the file. Only for a file that `check.ts` has let through. */
export const textsIn = (bytes: Uint8Array): readonly string[] => {
  const found = new Set<string>()
  const reading = (message: Message) => (tag: number, _: Set<string>, pbf: PbfReader) => {
    const { texts, inside } = fieldsOf[message]
    const next = inside[tag]
    if (next !== undefined) pbf.readMessage(reading(next), found)
    else if (texts.includes(tag)) found.add(pbf.readString())
  }
  new PbfReader(bytes).readFields(reading('model'), found)
  found.delete('')
  return [...found]
}
