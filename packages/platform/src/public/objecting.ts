/** How anybody objects to what stands in public notice: the form without scripts, and what comes of it. Who objects is never shown. */
import type { Actor, Refusal } from '@yunhe/law'
import type { z } from 'zod'
import { commandOf } from '../commands/index.ts'
import { actNamed } from '../http/cases.ts'
import { Conflict } from '../store/log.ts'
import { type FormField, formFields, type Tried, valuesIn } from './form.ts'
import { type Html, html } from './html.ts'
import type { Reader } from './page.ts'
import type { PublicParts } from './parts.ts'
import { receiptGiven, receiptWithin } from './receipt.ts'
import { inLanguage } from './words.ts'

const fieldsOf = ({ words }: Reader): readonly FormField[] => [
  { name: 'realName', label: words.realName, maxLength: 80, autocomplete: 'name' },
  { name: 'contact', label: words.contact, maxLength: 80, autocomplete: 'tel' },
  { name: 'ground', label: words.ground, maxLength: 1000, isLong: true },
  { name: 'evidence', label: words.evidence, maxLength: 5000, isLong: true },
]

export const objectionForm = (
  reader: Reader,
  { action, help }: { readonly action: string; readonly help: string },
  tried: Tried,
): Html => html`<p class="help">${help}</p>
<form method="post" action="${action}" novalidate>
${formFields(fieldsOf(reader), tried)}
<button>${reader.words.send}</button>
</form>`

type Values = Tried['values']
type Asked = Readonly<Record<string, unknown>>

/** What was filled in as the act asks for it, or the form with what is wrong. @param named what the page itself says, which nobody fills in */
export const readObjection = (
  reader: Reader,
  act: { readonly asks: z.ZodType },
  body: unknown,
  named: Asked = {},
): { readonly asked: Asked; readonly values: Values } | { readonly tried: Tried } => {
  const fields = fieldsOf(reader)
  const values = valuesIn(
    body,
    fields.map(({ name }) => name),
  )
  const read = act.asks.safeParse({ ...values, ...named })
  if (read.success) return { asked: read.data as Asked, values }
  const wrong = new Set(read.error.issues.map((issue) => String(issue.path[0] ?? 'ground')))
  const errors = fields
    .filter(({ name }) => wrong.has(name))
    .map(({ name, label }) => ({ field: name, text: `${label}${reader.words.isWrong}` }))
  return { tried: { values, errors } }
}

/** The form as it was filled, with what the law says to it: by the field that it marks, else by the form as a whole. */
export const triedAfter = ({ language }: Reader, values: Values, refusals: readonly Refusal[]): Tried => ({
  values,
  errors: refusals.map(({ rule, fields, words }) => ({
    field: fields.find((one) => one in values) ?? 'object',
    text: `${rule} ${inLanguage(language, words)}`,
  })),
})

/** Objections to one notice wait for each other, so that two citizens at once are both heard; somebody else's act in between is tried past. */
const lastByNotice = new Map<string, Promise<unknown>>()

const inTurn = async <Result>(notice: string, work: () => Promise<Result>): Promise<Result> => {
  const before = lastByNotice.get(notice) ?? Promise.resolve()
  const mine = before.catch(() => undefined).then(() => triedAgain(work, 5))
  lastByNotice.set(notice, mine)
  try {
    return await mine
  } finally {
    if (lastByNotice.get(notice) === mine) lastByNotice.delete(notice)
  }
}

export const triedAgain = async <Result>(work: () => Promise<Result>, tries: number): Promise<Result> => {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof Conflict) || tries <= 1) throw fault
    return triedAgain(work, tries - 1)
  }
}

/** Whoever comes without an account. */
export const somebody: Actor = { person: 'public', organization: '', roles: ['public'], regionCode: '320200' }

interface Notice {
  readonly procedure: string
  readonly id: string
}

/** A refusal comes back with the form as it was filled; nothing is lost. */
export const receiveObjection = async (
  parts: PublicParts,
  reader: Reader,
  { procedure, id }: Notice,
  body: unknown,
): Promise<{ readonly receipt: string } | { readonly tried: Tried }> => {
  const command = commandOf(procedure)
  const act = actNamed(command, 'object')
  const read = readObjection(reader, act, body)
  if ('tried' in read) return read
  const outcome = await inTurn(`${procedure}/${id}`, () => parts.perform(command, act, { id, asked: read.asked, by: somebody }))
  return outcome.ok
    ? { receipt: receiptWithin(parts, outcome.refs[0] ?? '') }
    : { tried: triedAfter(reader, read.values, outcome.refusals) }
}

export const receivedPage = (reader: Reader, receipt: string, back: string) => {
  const { words } = reader
  return {
    title: words.received,
    body: html`${receiptGiven(reader, receipt)}<p><a href="/objections">${words.objectionLookUp}</a></p><p><a href="${back}">${words.back}</a></p>`,
  }
}
