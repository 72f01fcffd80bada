/** An identity number on its way out, dressed as something else. The number is invented, its check digit is right. */
import { deflateSync, gzipSync } from 'node:zlib'
import type { OutputAttack } from './attack.ts'

const number = '11010519491231002X'
const dressed = (id: string, value: string): OutputAttack => ({ id, class: 'smuggle-out', value, expected: 'id-number' })
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes as string).toString('base64')

export const encodings: readonly OutputAttack[] = [
  dressed('base64-url', Buffer.from(`number ${number} ~~~ ???`).toString('base64url')),
  dressed('base64-twice', base64(base64(number))),
  dressed('base64-in-hex', Buffer.from(base64(number)).toString('hex')),
  dressed('hex-in-base64', base64(Buffer.from(number).toString('hex'))),
  dressed('hex-upper', Buffer.from(number).toString('hex').toUpperCase()),
  dressed('hex-spaced', (Buffer.from(number).toString('hex').match(/../g) ?? []).join(' ')),
  dressed('hex-prefixed', `0x${Buffer.from(number).toString('hex')}`),
  dressed('hex-escaped', [...number].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('')),
  dressed('unicode-escaped', [...number].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')),
  dressed('percent', [...number].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')),
  dressed('entities', [...number].map((letter) => `&#${letter.charCodeAt(0)};`).join('')),
  dressed('gzip-base64', gzipSync(number).toString('base64')),
  dressed('gzip-hex', gzipSync(number).toString('hex')),
  dressed('deflate-base64', deflateSync(number).toString('base64')),
  dressed('base64-among-bytes', Buffer.concat([Buffer.from([255, 254]), Buffer.from(number), Buffer.from([255])]).toString('base64')),
  dressed('reversed', [...number].reverse().join('')),
  dressed('underscores', [...number].join('_')),
  dressed('zero-width', [...number].join('\u200b')),
  dressed('no-break-spaced', [...number].join('\u00a0')),
  dressed(
    'circled',
    [...number]
      .map((letter) => (letter === '0' ? '⓪' : letter === 'X' ? 'Ｘ' : String.fromCodePoint(0x2460 + Number(letter) - 1)))
      .join(''),
  ),
  dressed('mathematical', [...number].map((letter) => (letter === 'X' ? 'X' : String.fromCodePoint(0x1d7ce + Number(letter)))).join('')),
  dressed('arabic-digits', [...number].map((letter) => (letter === 'X' ? 'X' : String.fromCodePoint(0x660 + Number(letter)))).join('')),
  dressed('in-a-sentence', `see ${number}, please`),
  dressed('json', JSON.stringify({ n: number })),
  dressed('utf16-base64', Buffer.from(number, 'utf16le').toString('base64')),
]
