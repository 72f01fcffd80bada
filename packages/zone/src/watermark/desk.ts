/** A sample that turned up is brought into the zone and held against every export that ever left; who asked is recorded before it is looked at. */
import type { Outcome } from '../carry/obey.ts'
import { type Encoding, sha256 } from '../export/content.ts'
import type { ZoneLog } from '../log.ts'
import type { Order, Ticket, TraceAnswer } from '../orders.ts'
import type { ZoneState } from '../state.ts'
import type { MarkKeys } from './keys.ts'
import { type Candidate, trace, traceByHash } from './trace.ts'

export interface Sample {
  readonly sample: string
  readonly encoding: Encoding
}

export interface TraceDesk {
  /** Text is searched for marks, bytes are looked for as they are. */
  readonly compare: (ticket: Ticket, one: string, sample: Sample) => Promise<TraceAnswer>
  readonly report: (order: Order & { order: 'report-trace' }) => Outcome
}

/** The sample itself is kept nowhere: its hash names it. */
export const openTraceDesk = ({ log, marks }: { readonly log: ZoneLog; readonly marks: MarkKeys }): TraceDesk => ({
  compare: async ({ person, organization }, one, { sample, encoding }) => {
    const hash = sha256(Buffer.from(sample, encoding))
    await log.record({ type: 'trace-begun', trace: one, sample: hash, person, organization })
    const candidates = candidatesIn(log.state())
    const { verdict, suspects, compared } = encoding === 'base64' ? traceByHash(hash, candidates) : trace(sample, candidates, marks)
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
  [...exports.values()].flatMap(({ export: id, terms, grant, canaries, grantCanaries, files }) => {
    if (terms === undefined) return []
    const models = files.flatMap(({ kind, sha256: hash }) => (kind === 'model' ? [hash] : []))
    return [{ export: id, operator: terms.operator, person: terms.person, grant, canaries, grantCanaries, models }]
  })
