/** AES-256-CMAC (NIST SP 800-38B) over many messages at once: one call of the cipher for a block of each of them. */
import { createCipheriv } from 'node:crypto'

export const blockBytes = 16

/** Encrypts every block for itself; for building blocks below only. */
export type Blockwise = (blocks: Uint8Array) => Uint8Array

/** @param key 16, 24 or 32 bytes */
export const blockwise = (key: Uint8Array): Blockwise => {
  const name = `aes-${key.length * 8}-ecb`
  return (blocks) => createCipheriv(name, key, null).setAutoPadding(false).update(blocks)
}

export interface Cmac {
  /** One tag of 16 bytes a message. `blocks[i]` holds block i of every message, one after the other: all messages have the same number of whole blocks. */
  readonly tags: (blocks: readonly Uint8Array[]) => Uint8Array
  /** The tag of one message of any length. */
  readonly tag: (message: Uint8Array) => Uint8Array
}

export const cmac = (key: Uint8Array): Cmac => {
  const encrypt = blockwise(key)
  const whole = doubled(encrypt(new Uint8Array(blockBytes)))
  const padded = doubled(whole)
  const wholeWords = wordsOf(whole)
  const chained = (blocks: readonly Uint8Array[]): Uint8Array => {
    let state: Uint8Array | undefined
    for (const [index, block] of blocks.entries()) {
      const mixed = new Uint8Array(block)
      if (state !== undefined) mix(mixed, state)
      if (index === blocks.length - 1) mixEach(mixed, wholeWords)
      state = encrypt(mixed)
    }
    return state ?? encrypt(new Uint8Array(whole))
  }
  return { tags: chained, tag: (message) => oneTag(encrypt, message, whole, padded) }
}

const oneTag = (encrypt: Blockwise, message: Uint8Array, whole: Uint8Array, padded: Uint8Array): Uint8Array => {
  const blocks = Math.max(1, Math.ceil(message.length / blockBytes))
  const isWhole = message.length === blocks * blockBytes
  const text = new Uint8Array(blocks * blockBytes)
  text.set(message)
  if (!isWhole) text[message.length] = 0x80
  mix(text.subarray((blocks - 1) * blockBytes), isWhole ? whole : padded)
  let state = new Uint8Array(blockBytes)
  for (let index = 0; index < blocks; index += 1) {
    mix(state, text.subarray(index * blockBytes, (index + 1) * blockBytes))
    state = new Uint8Array(encrypt(state))
  }
  return state
}

/** Multiplied by x in GF(2^128). */
const doubled = (block: Uint8Array): Uint8Array => {
  const shifted = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff)
  if ((block[0] ?? 0) & 0x80) shifted[blockBytes - 1] = (shifted[blockBytes - 1] ?? 0) ^ 0x87
  return shifted
}

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    : new Uint32Array(new Uint8Array(bytes).buffer)

/** `into` must be aligned to four bytes where it is long; short ones are mixed byte by byte. */
const mix = (into: Uint8Array, other: Uint8Array): void => {
  if (into.byteOffset % 4 !== 0 || other.byteOffset % 4 !== 0) {
    for (let at = 0; at < into.length; at += 1) into[at] = (into[at] ?? 0) ^ (other[at] ?? 0)
    return
  }
  const [words, others] = [wordsOf(into), wordsOf(other)]
  for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) ^ (others[at] ?? 0)
}

const mixEach = (into: Uint8Array, block: Uint32Array): void => {
  const words = wordsOf(into)
  const [a = 0, b = 0, c = 0, d = 0] = block
  for (let at = 0; at < words.length; at += 4) {
    words[at] = (words[at] ?? 0) ^ a
    words[at + 1] = (words[at + 1] ?? 0) ^ b
    words[at + 2] = (words[at + 2] ?? 0) ^ c
    words[at + 3] = (words[at + 3] ?? 0) ^ d
  }
}
