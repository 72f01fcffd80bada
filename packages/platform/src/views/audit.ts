/** The audit trail: who did what when, under which rules, in the order of the log; and whether rows are still what they were. */
import { type Account, type Actor, accounts, actsAs, coversRegion } from '@yunhe/law'
import { cityCode } from '@yunhe/law/identifiers/region'
import { sql } from 'kysely'
import { fold } from '../commands/reading.ts'
import type { AuditLine } from '../contract/index.ts'
import { procedureNamed } from '../projections/procedures.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'

export interface Trail {
  readonly rows: AuditLine[]
  /** Give it as `before` for the page after this one. */
  readonly next?: number
}

export interface TrailWanted {
  readonly before?: number | undefined
  readonly pageSize: number
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly type?: string | undefined
  readonly procedure?: string | undefined
  readonly person?: string | undefined
  readonly organization?: string | undefined
}

const isAuditor = (reader: Actor): boolean => actsAs(reader, 'audit-admin')

/** Undefined for whoever is not the audit administrator. */
export const auditTrail = async (db: Db, reader: Actor, wanted: TrailWanted): Promise<Trail | undefined> => {
  if (!isAuditor(reader)) return undefined
  const { before, pageSize, from, to, type, procedure, person, organization } = wanted
  const by = sql<string>`convert_from(entries.canonical, 'UTF8')::jsonb ->> 'by'`
  let found = db
    .selectFrom('entries')
    .innerJoin('streams', 'streams.stream', 'entries.stream')
    .select(['entries.no', 'entries.stream', 'entries.version', 'entries.canonical', 'entries.leaf_index', 'streams.procedure'])
  if (before !== undefined) found = found.where('entries.no', '<', before)
  // Entries carry instants in UTC; a day of the law begins in Shanghai.
  if (from !== undefined) found = found.where('entries.at', '>=', startOf(from))
  if (to !== undefined) found = found.where('entries.at', '<', startOf(dayAfter(to)))
  if (type !== undefined) found = found.where('entries.type', '=', type)
  if (procedure !== undefined) found = found.where('streams.procedure', '=', procedure)
  if (person !== undefined) found = found.where(sql<string>`split_part(${by}, '@', 1)`, '=', person)
  if (organization !== undefined) found = found.where(sql<string>`split_part(${by}, '@', 2)`, '=', organization)
  if (!coversRegion(reader, cityCode))
    found = found.where(sql<boolean>`exists (select from cases
    where cases.procedure = streams.procedure and cases.procedure || '/' || cases.id = entries.stream and region = ${reader.regionCode})`)
  const rows = await found.orderBy('entries.no', 'desc').limit(pageSize).execute()
  const lines = rows.map(lineOf)
  const names = await namesOf(
    db,
    lines.map((line) => line.organization),
  )
  const last = rows.at(-1)
  return {
    rows: lines.map((line) => ({ ...line, organizationName: names[line.organization] ?? '' })),
    ...(last && rows.length === pageSize && { next: last.no }),
  }
}

interface Row {
  readonly no: number
  readonly stream: string
  readonly version: number
  readonly canonical: Buffer
  readonly leaf_index: number | null
  readonly procedure: string
}

const lineOf = ({ no, stream, version, canonical, leaf_index, procedure }: Row): AuditLine => {
  const { type, at, by, under } = JSON.parse(canonical.toString('utf8')) as { type: string; at: string; by: string; under: string[] }
  const [person = '', organization = ''] = by.split('@')
  return {
    no,
    ref: `${stream}@${version}`,
    procedure,
    plural: procedureNamed(procedure).plural,
    id: stream.slice(procedure.length + 1),
    type,
    at,
    person,
    organization,
    organizationName: '',
    under,
    ...(leaf_index !== null && { index: leaf_index }),
  }
}

const startOf = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString()
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Persons whose row, by which they sign in, is not what their case says: a role or an account that no act gave. */
export const accountsThatDiffer = async (db: Db, log: Log): Promise<readonly string[]> => {
  const rows = await db.selectFrom('accounts').select(['person', 'login', 'organization', 'roles', 'closed']).orderBy('person').execute()
  const differing: string[] = []
  for (const row of rows) {
    const state = fold(accounts, await log.read(`account/${row.person}`))
    if (!isSame(row, state)) differing.push(row.person)
  }
  return differing
}

const isSame = (
  row: { readonly login: string; readonly organization: string; readonly roles: readonly string[]; readonly closed: boolean },
  { login, organization, roles, stage }: Account,
): boolean =>
  row.login === login &&
  row.organization === organization &&
  row.closed === (stage !== 'open') &&
  [...row.roles].sort().join() === [...roles].sort().join()
