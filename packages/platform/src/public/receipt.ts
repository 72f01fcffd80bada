/** The number by which somebody without an account looks up what became of what they sent: it is theirs alone and kept nowhere. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Html, html } from './html.ts'
import type { Reader } from './page.ts'

/** Too long to be guessed: whoever has it is whoever sent. */
export const newReceipt = (): string => randomBytes(12).toString('hex').toUpperCase()

/** The case behind a receipt. Names of cases stand in the public log, so the way leads from the receipt to the case and not back. */
export const caseOfReceipt = (receipt: string): string => createHash('sha256').update(receipt).digest('hex').slice(0, 24)

/** As it was typed in: a receipt number, or nothing where it cannot be one. */
export const receiptTyped = (typed: string): string | undefined => {
  const receipt = typed.replaceAll(/\s/g, '').toUpperCase()
  return /^[0-9A-F]{24}$/.test(receipt) ? receipt : undefined
}

/** Of what is an entry within a case: it names the entry, and nobody but the platform can make one. */
export const receiptWithin = ({ keyedHash }: Keyed, ref: string): string => `${ref}-${markOf(keyedHash, ref)}`

/** The entry that a receipt of this kind names, or nothing where the platform never gave it. */
export const refOfReceipt = ({ keyedHash }: Keyed, typed: string): string | undefined => {
  const [, ref = '', mark = ''] = /^\s*(\S+@\d+)-([0-9A-Fa-f]{16})\s*$/.exec(typed) ?? []
  return ref !== '' && timingSafeEqual(Buffer.from(markOf(keyedHash, ref)), Buffer.from(mark.toUpperCase())) ? ref : undefined
}

interface Keyed {
  readonly keyedHash: (text: string) => string
}

const markOf = (keyedHash: Keyed['keyedHash'], ref: string): string => keyedHash(`receipt ${ref}`).slice(0, 16).toUpperCase()

/** Sent in the body, so that the number stands in no address and no log of addresses. */
export const lookUpForm = ({ words }: Reader, action: string, receipt: string): Html => html`<form method="post" action="${action}">
<div><label for="receipt">${words.complaintReceipt}</label><input id="receipt" name="receipt" maxlength="160" autocomplete="off" value="${receipt}"></div>
<button>${words.complaintAsk}</button>
</form>`

/** Shown this once. */
export const receiptGiven = (
  { words }: Reader,
  receipt: string,
): Html => html`<p class="good" role="status">${words.complaintReceipt}<br><strong><code>${receipt}</code></strong></p>
<p>${words.complaintKeep}</p>`
