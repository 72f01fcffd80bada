/** What was asked, as it rests with the first event of its act: enough to hold the act against the law again, nothing twice, and no field that is kept by nobody. */
import type { Happening } from '@yunhe/law'
import { z } from 'zod'
import type { KeptAsking } from '../store/log.ts'

type Asked = Readonly<Record<string, unknown>>

interface Form {
  readonly name: string
  readonly asks: z.ZodType
}

export const keptOf = (act: Form, asked: Asked, [first]: readonly Happening[]): KeptAsking => {
  const event: Asked = { ...first }
  const fields = Object.keys(asked).filter((field) => asked[field] !== undefined)
  const hidden = withheldBy(act)
  const withheld = fields.filter((field) => hidden.has(field))
  const kept = fields.filter((field) => !hidden.has(field))
  // Events mostly take over what was asked as it is, so that being the very same value is all that needs to be looked at.
  const isSame = (field: string) => field !== 'type' && Object.is(event[field], asked[field])
  const also = Object.fromEntries(kept.filter((field) => !isSame(field)).map((field) => [field, asked[field]]))
  return { act: act.name, same: kept.filter(isSame), also, withheld }
}

/** The form as it was asked, without what was withheld. */
export const askedFrom = ({ same, also }: KeptAsking, event: Happening): Asked => {
  const said: Asked = { ...event }
  return { ...also, ...Object.fromEntries(same.map((field) => [field, said[field]])) }
}

const withheldByAct = new WeakMap<Form, ReadonlySet<string>>()

const withheldBy = (act: Form): ReadonlySet<string> => {
  const known = withheldByAct.get(act)
  if (known) return known
  const { properties = {} } = z.toJSONSchema(act.asks, { io: 'input', unrepresentable: 'any' })
  const found = new Set(Object.keys(properties).filter((field) => JSON.stringify(properties[field]).includes('"kept":false')))
  withheldByAct.set(act, found)
  return found
}
