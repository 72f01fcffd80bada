/** What a list can be narrowed by: only what its lines show, so that no filter tells more than the list would. */
import { type Actor, addDays, type Day, day, startOfDay } from '@yunhe/law'
import { type RawBuilder, sql } from 'kysely'
import { type ListFilters, soonDays } from '../contract/index.ts'
import { holdsOneOf, waitsFor } from './who.ts'

/** Filters but those of a figure, which is counted elsewhere. */
export type Narrowing = Omit<ListFilters, 'figure' | 'part' | 'since'>

/** All but the typed text, which is sought first. */
export const narrowedBy = (reader: Actor, filters: Narrowing, today: Day): readonly RawBuilder<boolean>[] => {
  const { stage, organization, region, due, dueFrom, dueTo, changedFrom, changedTo, yours } = filters
  return [
    stage && inStages(stage.split(',')),
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
