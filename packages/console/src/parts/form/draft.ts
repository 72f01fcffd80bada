/** The answers of a form while it is being filled: where they start, how one is changed, what is sent, what is still missing. */
import type { Question, Shape } from './shape.ts'

export type Draft = unknown
/** Where a value stands in a draft: names and row numbers. */
export type Path = readonly (string | number)[]

/** What is optional and has parts of its own is asked for only when somebody wants it. */
const isAskedAtOnce = ({ shape, required }: Question) => required || (shape.kind !== 'group' && shape.kind !== 'variants')

const groupStart = (questions: readonly Question[]) =>
  Object.fromEntries(
    questions
      .filter(isAskedAtOnce)
      .map(({ name, shape }) => [name, startOf(shape)] as const)
      .filter(([, value]) => value !== undefined),
  )

/** What a question holds before anybody answers. */
export const startOf = (shape: Shape): Draft => {
  switch (shape.kind) {
    case 'group':
      return groupStart(shape.questions)
    case 'variants': {
      const [first] = shape.groups
      return first ? { [shape.tag]: first.value, ...groupStart(first.questions) } : {}
    }
    case 'list':
      return Array.from({ length: Math.max(shape.least, 0) }, () => startOf(shape.item))
    case 'choices':
      return []
    case 'map':
      return {}
    case 'constant':
      return shape.value
    case 'yes-no':
      return false
    default:
      return undefined
  }
}

export const variantStart = (shape: Extract<Shape, { kind: 'variants' }>, value: string): Draft => ({
  [shape.tag]: value,
  ...groupStart(shape.groups.find((one) => one.value === value)?.questions ?? []),
})

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const valueAt = (draft: Draft, name: string | number): Draft => {
  if (Array.isArray(draft)) return draft[Number(name)]
  return isRecord(draft) ? draft[name] : undefined
}

export const withValue = (draft: Draft, [name, ...rest]: Path, value: Draft): Draft => {
  if (name === undefined) return value
  const inner = withValue(valueAt(draft, name), rest, value)
  if (Array.isArray(draft)) return draft.map((one: unknown, index) => (index === name ? inner : one))
  return { ...(isRecord(draft) ? draft : {}), [name]: inner }
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** Leaves out what was not answered, so that the server sees absent and not empty. */
export const sendable = (draft: Draft): Draft => {
  if (Array.isArray(draft)) return draft.map(sendable)
  if (!isRecord(draft)) return typeof draft === 'string' ? draft.trim() : draft
  return Object.fromEntries(
    Object.entries(draft)
      .map(([name, value]) => [name, sendable(value)] as const)
      .filter(([, value]) => !isEmpty(value)),
  )
}

const missingInGroup = (questions: readonly Question[], draft: Draft, path: Path): readonly Path[] =>
  questions.flatMap(({ name, shape, required }) => missingIn(shape, valueAt(draft, name), [...path, name], required))

/** Paths of the required questions without an answer. A group that is optional and untouched asks for nothing. */
export const missingIn = (shape: Shape, draft: Draft, path: Path = [], required = true): readonly Path[] => {
  if (shape.kind === 'group') return !required && isEmpty(draft) ? [] : missingInGroup(shape.questions, draft, path)
  if (shape.kind === 'variants') {
    const chosen = shape.groups.find(({ value }) => value === valueAt(draft, shape.tag))
    if (!chosen) return required ? [[...path, shape.tag]] : []
    return missingInGroup(chosen.questions, draft, path)
  }
  if (shape.kind === 'list') {
    const rows = Array.isArray(draft) ? draft : []
    if (rows.length < Math.max(shape.least, required && shape.least > 0 ? 1 : 0)) return [path]
    return rows.flatMap((row: unknown, index) => missingIn(shape.item, row, [...path, index]))
  }
  return required && isEmpty(typeof draft === 'string' ? draft.trim() : draft) ? [path] : []
}
