/** What a list can be narrowed by: only what its lines show, so that no filter tells more than the list would. */
import { type Actor, addDays, type Day, day, startOfDay } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import { type ListFilters, soonDays } from '../contract/index.ts'
import { isTitled, marksCalled } from './saying.ts'
import { holdsOneOf, waitsFor } from './who.ts'

export const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** By its own title or number, or by the name of what its title names. */
export const called = (reader: Actor, like: string): RawBuilder<boolean> => sql<boolean>`(${isTitled(like)} or id ilike ${like}
  or (procedure, id) in (select procedure, id from cases where marks_in(title) && ${marksCalled(reader, like)}))`

/** Filters but those of a figure, which is counted elsewhere. */
export type Narrowing = Omit<ListFilters, 'figure' | 'part' | 'since'>

export const narrowedBy = (reader: Actor, filters: Narrowing, today: Day): readonly RawBuilder<boolean>[] => {
  const { stage, q, organization, region, due, dueFrom, dueTo, changedFrom, changedTo, yours } = filters
  return [
    stage && inStages(stage.split(',')),
    q && called(reader, `%${escaped(q)}%`),
    // A line names the first of its organizations; the index knows them all, so it is asked first.
    organization && sql<boolean>`(${holdsOneOf('organizations', [organization])} and organizations[1] = ${organization})`,
    region && sql<boolean>`region = ${region}`,
    due && dueWithin(due, today),
    dueFrom && sql<boolean>`due >= ${dueFrom}`,
    dueTo && sql<boolean>`due <= ${dueTo}`,
    // Changes carry instants in UTC; a day of the law begins in Shanghai.
    changedFrom && sql<boolean>`updated_at >= ${startOfDay(day(changedFrom))}`,
    changedTo && sql<boolean>`updated_at < ${startOfDay(addDays(day(changedTo), 1))}`,
    yours && waitsFor(reader),
  ].filter((one) => one !== undefined && one !== '')
}

const inStages = (stages: readonly string[]): RawBuilder<boolean> =>
  stages.length === 1 ? sql<boolean>`stage = ${stages[0]}` : sql<boolean>`stage = any(${[...stages]}::text[])`

const dueWithin = (span: NonNullable<Narrowing['due']>, today: Day): RawBuilder<boolean> => {
  const last = addDays(today, soonDays)
  switch (span) {
    case 'overdue':
      return sql<boolean>`due < ${today}`
    case 'soon':
      return sql<boolean>`due between ${today} and ${last}`
    case 'later':
      return sql<boolean>`due > ${last}`
    case 'none':
      return sql<boolean>`due is null`
  }
}
