/** Forms that work without scripts: what was wrong stands on top and beside its field, and nothing that was filled in is lost. */
import { type Html, html } from './html.ts'

export interface Tried {
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly { readonly field: string; readonly text: string }[]
}

export const untouched: Tried = { values: {}, errors: [] }

export interface FormField {
  readonly name: string
  readonly label: string
  readonly maxLength: number
  readonly isLong?: boolean
  readonly autocomplete?: string
  readonly help?: string
}

export const errorSummary = (title: string, { errors }: Tried): Html | false =>
  errors.length > 0 &&
  html`<div class="errors" role="alert"><h2>${title}</h2><ul>${errors.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}</ul></div>`

export const formFields = (fields: readonly FormField[], { values, errors }: Tried): Html =>
  html`${fields.map(({ name, label, maxLength, isLong, autocomplete, help }) => {
    const wrong = errors.find((one) => one.field === name)
    const described = [help && `${name}-help`, wrong && `${name}-error`].filter(Boolean).join(' ')
    const state = html`${wrong && html` class="wrong" aria-invalid="true"`}${described !== '' && html` aria-describedby="${described}"`}`
    const control = isLong
      ? html`<textarea id="${name}" name="${name}" maxlength="${maxLength}"${state}>${values[name] ?? ''}</textarea>`
      : html`<input id="${name}" name="${name}" maxlength="${maxLength}" autocomplete="${autocomplete ?? 'off'}" value="${values[name] ?? ''}"${state}>`
    return html`<div><label for="${name}">${label}</label>${help && html`<p class="help" id="${name}-help">${help}</p>`}${control}${wrong && html`<p class="error" id="${name}-error">${wrong.text}</p>`}</div>`
  })}`

/** The text fields of a form that was sent; whatever else came along is left out. */
export const valuesIn = (sent: unknown, names: readonly string[]): Readonly<Record<string, string>> => {
  const form = typeof sent === 'object' && sent !== null ? (sent as Readonly<Record<string, unknown>>) : {}
  return Object.fromEntries(names.map((name) => [name, typeof form[name] === 'string' ? form[name] : '']))
}
