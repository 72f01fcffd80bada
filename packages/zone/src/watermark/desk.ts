/** A sample that turned up is brought into the zone and held against every export that ever left; who asked is recorded before it is looked at. */
import { createHash } from 'node:crypto'
import type { Outcome } from '../carry/obey.ts'
import type { ZoneLog } from '../log.ts'
import type { Order, Ticket, TraceAnswer } from '../orders.ts'
import type { ZoneState } from '../state.ts'
import type { MarkKeys } from './keys.ts'
import { type Candidate, trace } from './trace.ts'

export interface TraceDesk {
  readonly compare: (ticket: Ticket, one: string, sample: string) => Promise<TraceAnswer>
  readonly report: (order: Order & { order: 'report-trace' }) => Outcome
}

/** The sample itself is kept nowhere: its hash names it. */
export const openTraceDesk = ({ log, marks }: { readonly log: ZoneLog; readonly marks: MarkKeys }): TraceDesk => ({
  compare: async ({ person, organization }, one, sample) => {
    const hash = createHash('sha256').update(sample, 'utf8').digest('hex')
    await log.record({ type: 'trace-begun', trace: one, sample: hash, person, organization })
    const { verdict, suspects, compared } = trace(sample, candidatesIn(log.state()), marks)
    const answer: TraceAnswer = { sample: hash, verdict, suspects: suspects.map((suspect) => ({ ...suspect })), compared }
    await log.record({ type: 'trace-answered', trace: one, answer })
    return answer
  },
  report: ({ trace: one, sample }) => {
    const answer = log.state().traces.get(one)?.get(sample)
    return answer === undefined
      ? { ok: false, refusal: 'unknown-trace', detail: `no such sample was brought in for trace ${one}` }
      : { ok: true, result: { traced: answer } }
  },
})

/** Whatever was released at some time, also where it has been closed or destroyed since. */
const candidatesIn = ({ exports }: Pick<ZoneState, 'exports'>): readonly Candidate[] =>
  [...exports.values()].flatMap(({ export: id, terms, grant, canaries, grantCanaries }) =>
    terms === undefined ? [] : [{ export: id, operator: terms.operator, person: terms.person, grant, canaries, grantCanaries }],
  )
