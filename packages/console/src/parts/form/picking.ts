/** What a picker is given, and what it asks the platform for. */
import { type Draft, valueAt } from './draft.ts'

export interface PickerProps {
  readonly id: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly several: boolean
  readonly described: object
}

export const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? { value } : {})
export const textsOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

const isId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

/** Only ids travel in the address, and only of the fields that the law names beside this one. */
export const choiceQuestion = (
  kind: string,
  answers: Draft,
  beside: readonly string[],
  page: { readonly plural?: string | undefined; readonly id?: string | undefined } | undefined,
) => {
  const known = beside.flatMap((field) => {
    const answer = valueAt(answers, field)
    return typeof answer === 'string' && isId.test(answer) ? [`${field}:${answer}`] : []
  })
  const on = page?.plural && page.id ? `${page.plural}/${page.id}` : undefined
  return {
    params: { kind },
    query: { ...(on !== undefined && { on }), ...(known.length > 0 && { beside: known.join(',') }) },
  }
}
