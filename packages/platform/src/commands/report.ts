/** Facts of reports: what the platform itself recorded of a period, and which reports are missing. */
import {
  type Authorization,
  authorizations,
  type Day,
  dayOf,
  type Instant,
  isHandedIn,
  noFigures,
  overdueReports,
  type ReportPeriod,
  reportPeriod,
  reports,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'
import { recordedIn } from './report-figures.ts'

export const reportCommand = command({
  procedure: reports,
  // One report a period, by its very name.
  idFor: (asked) => `${textIn(asked, 'authorization')}.${textIn(asked, 'period')}`,
  facts: async ({ state, asked, at }, read) => {
    const id = state.authorization || textIn(asked, 'authorization')
    const authorization = await read.one(authorizations, id)
    const period = reportPeriod(state.period || textIn(asked, 'period'), read.numbersOn(dayOf(at)))
    return {
      authorization: { ...authorization, until: lastDayOf(authorization) },
      recorded: id === '' || period === undefined ? noFigures : await recordedIn(read, id, period),
    }
  },
})

const lastDayOf = ({ ended, until }: Authorization): Day => (ended !== undefined && ended.on < until ? ended.on : until)

/** Periodic or annual reports of an authorization that are past their due day. */
export const missingReports = async (
  read: Reading,
  id: string,
  authorization: Authorization,
  kind: ReportPeriod['kind'],
  at: Instant,
): Promise<readonly ReportPeriod[]> => {
  const handedIn = (await read.all(reports, `authorization:${id}`))
    .filter(({ state }) => isHandedIn(state))
    .map(({ state }) => state.period)
  const on = dayOf(at)
  return overdueReports({ ...authorization, until: lastDayOf(authorization) }, kind, handedIn, on, read.numbersOn(on))
}
