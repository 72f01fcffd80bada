/** Labels for names that come from the API: fields, codes, events; a name without a word is shown readably, never as an empty cell. */
import type { Language } from './language.ts'
import type { Dictionary } from './zh-CN.ts'

const lookUp = (table: Readonly<Record<string, string>>, name: string) => (Object.hasOwn(table, name) ? table[name] : undefined)

/** `termMonths` -> `term months`. */
export const readable = (name: string) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A name may say something else within a certain case or list: `listChecks.issuedOn` goes before `issuedOn`. */
export const fieldLabel = (words: Dictionary, language: Language, name: string, within?: string) =>
  (within === undefined ? undefined : lookUp(words.fields, `${within}.${name}`)) ??
  lookUp(words.fields, name) ??
  (language === 'en' ? capital(readable(name)) : readable(name))

/** What a rule looked at: a fact of its own, or a field of a form. */
export const factLabel = (words: Dictionary, language: Language, name: string) =>
  lookUp(words.facts, name) ?? fieldLabel(words, language, name)

export const codeLabel = (words: Dictionary, value: string) => lookUp(words.codes, value) ?? lookUp(words.roles, value) ?? value

/** What a zone said of an order that it turned down. */
export const orderRefusalLabel = (words: Dictionary, code: string) => lookUp(words.orderRefusals, code) ?? code

export const roleLabel = (words: Dictionary, role: string) => lookUp(words.roles, role) ?? role

export const eventLabel = (words: Dictionary, type: string) => lookUp(words.events, type) ?? capital(readable(type))

export const hasField = (words: Dictionary, name: string) => lookUp(words.fields, name) !== undefined
export const hasCode = (words: Dictionary, value: string) =>
  lookUp(words.codes, value) !== undefined || lookUp(words.roles, value) !== undefined
export const hasEvent = (words: Dictionary, type: string) => lookUp(words.events, type) !== undefined
