/** A mark in running text: a sign nobody sees after each clause, chosen by the export's key from the letters before it, so that any part of the text tells. */
import { createHmac } from 'node:crypto'
import type { Agreement } from './digits.ts'

const signs = ['\u200b', '\u2060'] as const
const ends = /[。！？；，、：]|[.!?;:,](?=\s|$)|\n/gu
const anchorLength = 12

/** The last letters before a place, without blanks and unseen signs. */
const anchorBefore = (text: string): string => [...text.slice(-80).replaceAll(/[\s\p{Cf}]/gu, '')].slice(-anchorLength).join('')

const bitFor = (key: Uint8Array, anchor: string): 0 | 1 =>
  ((createHmac('sha256', key).update(`yunhe/mark/1\ntext\n${anchor}`).digest()[0] ?? 0) & 1) as 0 | 1

/** Unseen signs that stood in the text before are taken out: they could be somebody's own message. */
export const markedText = (text: string, key: Uint8Array): string => {
  const plain = text.replaceAll(/\p{Cf}/gu, '')
  return plain.replaceAll(ends, (end: string, at: number) => {
    const anchor = anchorBefore(plain.slice(0, at + end.length))
    return [...anchor].length < anchorLength
      ? end
      : end === '\n'
        ? `${signs[bitFor(key, anchor)]}\n`
        : `${end}${signs[bitFor(key, anchor)]}`
  })
}

/** Where unseen signs stand in a sample, each anchor once. */
export const signsIn = (text: string): ReadonlyMap<string, 0 | 1> => {
  const found = new Map<string, 0 | 1>()
  for (const { 0: sign, index } of text.matchAll(/[\u200b\u2060]/gu)) {
    const anchor = anchorBefore(text.slice(0, index))
    if ([...anchor].length === anchorLength && !found.has(anchor)) found.set(anchor, sign === signs[1] ? 1 : 0)
  }
  return found
}

export const textAgreement = (found: ReadonlyMap<string, 0 | 1>, key: Uint8Array): Agreement => ({
  matched: [...found].filter(([anchor, bit]) => bitFor(key, anchor) === bit).length,
  of: found.size,
})
