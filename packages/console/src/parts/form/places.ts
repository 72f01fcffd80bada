/** Where a form can show what is held against it: every place that has a field or a frame of its own. */
import type { Complaint } from './complaints.ts'
import { type Draft, type Path, valueAt } from './draft.ts'
import type { Question, Shape } from './shape.ts'

/** Lists of these stand in one field, whatever of them is wrong. */
export const isInOneField = (item: Shape) => item.kind === 'organization' || item.kind === 'reference' || item.kind === 'text'

const placesInAll = (questions: readonly Question[], draft: Draft, path: Path): readonly string[] =>
  questions.flatMap(({ name, shape }) => placesIn(shape, valueAt(draft, name), [...path, name]))

export const placesIn = (shape: Shape, draft: Draft, path: Path = []): readonly string[] => {
  const own = path.length === 0 ? [] : [path.join('.')]
  switch (shape.kind) {
    case 'constant':
      return []
    case 'group':
      return [...own, ...placesInAll(shape.questions, draft, path)]
    case 'variants': {
      const chosen = shape.groups.find(({ value }) => value === valueAt(draft, shape.tag))
      return [...own, [...path, shape.tag].join('.'), ...placesInAll(chosen?.questions ?? [], draft, path)]
    }
    case 'list': {
      if (isInOneField(shape.item)) return own
      const rows: readonly unknown[] = Array.isArray(draft) ? draft : []
      return [...own, ...rows.flatMap((row, index) => placesIn(shape.item, row, [...path, index]))]
    }
    default:
      return own
  }
}

/** How what lies deeper than any field is told: `operators.2` on the field `operators`. */
interface Depth {
  readonly at: (place: string, text: string) => string
  readonly of: (name: string, text: string) => string
}

const told = (text: string, [first]: readonly string[], { at, of }: Depth) => {
  if (first === undefined) return text
  return /^\d+$/.test(first) ? at(String(Number(first) + 1), text) : of(first, text)
}

/** Each complaint on the nearest place that the form has; what the form does not ask stands in the summary alone. */
export const settled = (complaints: readonly Complaint[], places: readonly string[], depth: Depth): readonly Complaint[] => {
  const known = new Set(places)
  return complaints.map((one) => {
    const parts = one.place?.split('.') ?? []
    for (let length = parts.length; length > 0; length -= 1) {
      const place = parts.slice(0, length).join('.')
      if (known.has(place)) return { ...one, place, text: told(one.text, parts.slice(length), depth) }
    }
    return { ...one, place: undefined, text: one.place === undefined ? one.text : told(one.text, parts, depth) }
  })
}
