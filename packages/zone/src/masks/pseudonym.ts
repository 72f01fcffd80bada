/** A keyed pseudonym: the same value gives the same word inside one grant and another word in every other grant. */

import type { MaskKind } from './mask.ts'
import { textOf } from './mask.ts'

export const pseudonym: MaskKind<'pseudonym'> = {
  kind: 'pseudonym',
  inverse: 'none',
  leaks: 'equality and frequency of values inside one grant; with the key of the grant every id number can be tried',
  fits: ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'],
  /** 128 of 256 bits: nobody can lengthen a message whose full digest they never see, so the key needs no second pass of hashing. */
  toSql: (_, column, { keyName }) => ({ sql: `left(sha256($${keyName} || ${textOf(column)}), 32)`, bind: {}, type: 'text' }),
}
