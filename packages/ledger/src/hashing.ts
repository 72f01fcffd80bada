/** RFC 6962 hashing: a leaf and a node never hash alike, because each begins with a byte of its own. */
import type { Suite } from '@yunhe/keys'

export interface TreeHash {
  readonly name: 'sha256' | 'sm3'
  readonly leaf: (entry: Uint8Array) => Uint8Array
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array
  /** The root of a tree without leaves. */
  readonly empty: Uint8Array
}

export const hashBytes = 32
const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

export const treeHash = ({ name, hash }: Suite): TreeHash => ({
  name: name === 'gm' ? 'sm3' : 'sha256',
  leaf: (entry) => hash(leafPrefix, entry),
  node: (left, right) => hash(nodePrefix, left, right),
  empty: hash(),
})

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0
