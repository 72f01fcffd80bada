/** What the numbers in a case stand for, as far as its reader may know. */
import type { Actor } from '@yunhe/law'
import { bilingual } from '@yunhe/law/kernel/title'
import { sql } from 'kysely'
import type { CaseView } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Db } from '../store/postgres.ts'
import { mayBeNamed, peopleNamed, scenariosAmong, scenariosNamed } from './saying.ts'

type NamedView = CaseView['named']

/** A case that names more is read by the first of them. */
const most = 500
const isNumber = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

export const namesWithin = async (db: Db, reader: Actor, values: readonly unknown[]): Promise<NamedView> => {
  const ids = [...new Set(values.flatMap(textsIn))].filter((text) => isNumber.test(text)).slice(0, most)
  if (ids.length === 0) return {}
  const [cases, scenarios, people] = await Promise.all([
    casesNamed(db, reader, ids),
    scenariosAmong(db, ids).then((found) => scenariosNamed(db, reader, found)),
    peopleNamed(db, reader, ids),
  ])
  return {
    ...Object.fromEntries([...people, ...scenarios, ...values.flatMap(namedByThemselves)].map(({ id, name }) => [id, { title: name }])),
    ...Object.fromEntries(
      cases.map(({ procedure, id, title }) => {
        const { plural, title: kind } = procedureNamed(procedure)
        return [id, { title: title || bilingual(kind), plural }]
      }),
    ),
  }
}

interface Row {
  readonly procedure: string
  readonly id: string
  readonly title: string
}

/** Accounts are told as the people they are, organizations beside their codes. */
const casesNamed = async (db: Db, reader: Actor, ids: readonly string[]): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`select procedure, id, title from cases
    where id = any(${[...ids]}::text[]) and procedure not in ('organization', 'account') and ${mayBeNamed(reader)}`.execute(db)
  return rows
}

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** A call names its scenarios beside their ids, a system its indicators beside their codes. */
const namedByThemselves = (value: unknown): readonly { readonly id: string; readonly name: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  const { id, code, name } = value as Readonly<Record<string, unknown>>
  const number = id ?? code
  const own = typeof number === 'string' && typeof name === 'string' && isNumber.test(number) ? [{ id: number, name }] : []
  return [...own, ...Object.values(value).flatMap(namedByThemselves)]
}
