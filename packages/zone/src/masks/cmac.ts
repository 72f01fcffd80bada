/** AES-256-CMAC (NIST SP 800-38B) over many messages at once: one call of the cipher for a block of each of them. */
import { createCipheriv } from 'node:crypto'

export const blockBytes = 16

/** Encrypts every block for itself; for building blocks below only. */
export type Blockwise = (blocks: Uint8Array) => Uint8Array

/** @param key 16, 24 or 32 bytes */
export const blockwise = (key: Uint8Array): Blockwise => {
  // Block by block nothing is carried over: one cipher serves every call, and its key is spread once.
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  return (blocks) => {
    // What is left of a block would wait in the cipher and shift every call after this one.
    if (blocks.length % blockBytes !== 0) throw new Error(`could not encrypt ${blocks.length} bytes block by block: ${blockBytes} make one`)
    return cipher.update(blocks)
  }
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
  const none = new Uint32Array(4)
  const scratch = reused((bytes) => new Uint8Array(bytes))
  const chained = (blocks: readonly Uint8Array[]): Uint8Array => {
    const [first, ...others] = blocks
    if (first === undefined) return encrypt(new Uint8Array(whole))
    const mixed = scratch(first.length)
    if (others.length === 0) mixThree(mixed, first, undefined, wholeWords)
    let state = encrypt(others.length === 0 ? mixed : first)
    for (const [index, block] of others.entries()) {
      mixThree(mixed, block, state, index === others.length - 1 ? wholeWords : none)
      state = encrypt(mixed)
    }
    return state
  }
  return { tags: chained, tag: (message) => oneTag(encrypt, message, whole, padded) }
}

/** Room that one batch leaves to the next: what is made in it must have been copied before. */
export const reused = (make: (bytes: number) => Uint8Array): ((bytes: number) => Uint8Array) => {
  let room = make(0)
  return (bytes) => {
    if (room.length < bytes) room = make(bytes)
    return room.subarray(0, bytes)
  }
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

/** Into room that is aligned: a block of every message, mixed with where its message stands and with the key of its place. */
const mixThree = (into: Uint8Array, block: Uint8Array, state: Uint8Array | undefined, [a = 0, b = 0, c = 0, d = 0]: Uint32Array): void => {
  const [to, from] = [wordsOf(into), wordsOf(block)]
  const before = state === undefined ? new Uint32Array(to.length) : wordsOf(state)
  for (let at = 0; at < to.length; at += 4) {
    to[at] = (from[at] ?? 0) ^ (before[at] ?? 0) ^ a
    to[at + 1] = (from[at + 1] ?? 0) ^ (before[at + 1] ?? 0) ^ b
    to[at + 2] = (from[at + 2] ?? 0) ^ (before[at + 2] ?? 0) ^ c
    to[at + 3] = (from[at + 3] ?? 0) ^ (before[at + 3] ?? 0) ^ d
  }
}
