/** docs/clocks.md: every clock of every case with its article, what starts what, and what follows, from the clocks themselves. */
import { type ClockRule, clockKinds, inForceFrom, parametersOn, remindersBefore } from '@yunhe/law'
import { code, type Document, page, table } from './document.ts'
import { type AnyProcedure, cases } from './law.ts'

export const clocks = (): Document =>
  page(
    'docs/clocks.md',
    'Clocks 时限一览',
    'A clock is computed from the folded case alone, under the numbers of the day it started; its last day counts whole (civil code 203). What follows comes as the day after begins; the law still decides whether it has come to that. A day on which the platform was down is gone through when it runs again, and what is done then counts for that day.',
    'Days in the column “reminders” are those before the last one, as the numbers stood when the measures came into force. Where the working days of a year are not published, a clock that needs them has no last day and says so.',
    table(
      ['case', 'clock', '时限', 'what', 'kind', 'rule', '期满后', 'what follows', 'act', 'reminders'],
      cases.flatMap((procedure) => (procedure.clocks ?? []).map((one) => lineOf(procedure, one))),
    ),
  )

const lineOf = ({ plural, name }: AnyProcedure, clock: ClockRule<unknown, unknown>): readonly string[] => [
  `[${plural}](acts.md#${name})`,
  code(clock.name),
  clock.title.zh,
  clock.title.en,
  clockKinds[clock.kind].en,
  clock.rule,
  clock.ends.zh,
  clock.ends.en,
  clock.act === undefined ? '' : code(`${name}.${clock.act}`),
  remindersBefore(clock.remind, parametersOn(inForceFrom)).join(', '),
]
