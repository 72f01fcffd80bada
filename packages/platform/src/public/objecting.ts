/** How anybody objects to what stands in public notice: the form without scripts, and what comes of it. Who objects is never shown. */
import type { Actor } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { actNamed } from '../http/cases.ts'
import { Conflict } from '../store/log.ts'
import { type FormField, formFields, type Tried, valuesIn } from './form.ts'
import { type Html, html } from './html.ts'
import type { Reader } from './page.ts'
import type { PublicParts } from './parts.ts'
import { inLanguage } from './words.ts'

const fieldsOf = ({ words }: Reader): readonly FormField[] => [
  { name: 'realName', label: words.realName, maxLength: 80, autocomplete: 'name' },
  { name: 'contact', label: words.contact, maxLength: 80, autocomplete: 'tel' },
  { name: 'ground', label: words.ground, maxLength: 1000, isLong: true },
  { name: 'evidence', label: words.evidence, maxLength: 5000, isLong: true },
]

export const objectionForm = (reader: Reader, action: string, tried: Tried): Html => html`<p class="help">${reader.words.objectionHelp}</p>
<form method="post" action="${action}" novalidate>
${formFields(fieldsOf(reader), tried)}
<button>${reader.words.send}</button>
</form>`

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

const triedAgain = async <Result>(work: () => Promise<Result>, tries: number): Promise<Result> => {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof Conflict) || tries <= 1) throw fault
    return triedAgain(work, tries - 1)
  }
}

const theirs: Actor = { person: 'public', organization: '', roles: ['public'], regionCode: '320200' }

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
): Promise<{ readonly ref: string } | { readonly tried: Tried }> => {
  const { words, language } = reader
  const fields = fieldsOf(reader)
  const values = valuesIn(
    body,
    fields.map(({ name }) => name),
  )
  const command = commandOf(procedure)
  const act = actNamed(command, 'object')
  const read = act.asks.safeParse(values)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => String(issue.path[0] ?? 'ground'))
    return {
      tried: {
        values,
        errors: wrong.map((field) => ({ field, text: fields.find(({ name }) => name === field)?.label ?? words.errorTitle })),
      },
    }
  }
  const outcome = await inTurn(`${procedure}/${id}`, () => parts.perform(command, act, { id, asked: read.data, by: theirs }))
  if (outcome.ok) return { ref: outcome.refs[0] ?? '' }
  const errors = outcome.refusals.map((one) => ({
    field: one.fields[0] ?? 'object',
    text: `${one.rule} ${inLanguage(language, one.words)}`,
  }))
  return { tried: { values, errors } }
}

export const receivedPage = ({ words }: Reader, ref: string, back: string) => ({
  title: words.received,
  body: html`<p class="good">${words.receivedText}<code>${ref}</code></p><p><a href="${back}">${words.back}</a></p>`,
})
