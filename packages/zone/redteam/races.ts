/** Two things at once, where the second must not slip past the first; and the runaway that must not take the zone along. */
import type { Attack } from './attack.ts'
import type { Live, Reply } from './live.ts'

const counting = 'select kind, count(*) as n from visits group by kind'
/** Runs for minutes and passes every check of its text. */
export const runaway =
  'select count(*) as n from visits a join visits b on a.kind = b.kind join visits c on b.kind = c.kind join visits d on c.kind = d.kind'

const submit = ({ ask, header }: Live, sql: string, workspace = 'w2'): Promise<Reply> =>
  ask('POST', `/workspaces/${workspace}/jobs`, { headers: header('workbench', workspace), body: { sql } })
const jobOf = ({ text }: Reply): string | undefined => (JSON.parse(text) as { readonly job?: string }).job
const freeze = (live: Live): Promise<Reply> =>
  live.send(live.order({ order: 'freeze', workspaces: ['w2'], products: [], reason: 'an attack' }))
const thaw = (live: Live): Promise<Reply> => live.send(live.order({ order: 'thaw', workspaces: ['w2'], products: [], reason: 'an attack' }))

const race = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `race-${id}`,
  class: 'races',
  expected,
  against,
})

/** What became of a job after the thaw: nothing that ran into a freeze may end as done. */
const after = async (live: Live, submitted: Reply): Promise<string> => {
  const job = jobOf(submitted)
  await thaw(live)
  if (job === undefined) return submitted.codes[0] ?? 'none'
  const { state } = await live.ended(job, 'w2')
  return state
}

export const races: readonly Attack[] = [
  race('freeze-while-running', 'killed', async (live) => {
    const submitted = await submit(live, runaway)
    await freeze(live)
    return after(live, submitted)
  }),
  race('submit-while-freezing', 'killed|workspace-frozen', async (live) => {
    const [, submitted] = await Promise.all([freeze(live), submit(live, runaway)])
    return after(live, submitted)
  }),
  race('submit-while-frozen', 'workspace-frozen', async (live) => {
    await freeze(live)
    const { codes } = await submit(live, counting)
    await thaw(live)
    return codes
  }),
  race('result-while-frozen', 'workspace-frozen', async (live) => {
    const job = jobOf(await submit(live, counting)) ?? ''
    await live.ended(job, 'w2')
    await freeze(live)
    const { codes } = await live.ask('GET', `/jobs/${job}/result`, { headers: live.header('workbench', 'w2') })
    await thaw(live)
    return codes
  }),
  race('order-twice-at-once', 'same-receipt', async ({ send, order }) => {
    const one = order({ order: 'freeze', workspaces: [], products: [], reason: 'an attack' })
    const receipts = await Promise.all(Array.from({ length: 8 }, () => send(one)))
    return new Set(receipts.map(({ text }) => text)).size === 1 ? 'same-receipt' : 'ran-twice'
  }),
  race('order-changed-at-once', 'replayed', async ({ send, order }) => {
    const one = order({ order: 'freeze', workspaces: [], products: [], reason: 'an attack' })
    const other = order({ order: 'freeze', workspaces: [], products: [], reason: 'another' }, { id: one.id })
    const codes = (await Promise.all([send(one), send(other)])).flatMap((reply) => reply.codes)
    return codes.filter((code) => code === 'done').length === 1 ? codes : 'both-ran'
  }),
  race('result-before-the-end', 'job-not-finished', async (live) => {
    const job = jobOf(await submit(live, runaway)) ?? ''
    const { codes } = await live.ask('GET', `/jobs/${job}/result`, { headers: live.header('workbench', 'w2') })
    await live.ask('DELETE', `/jobs/${job}`, { headers: live.header('workbench', 'w2') })
    return codes
  }),
  race('cancel-then-result', 'job-not-finished', async (live) => {
    const job = jobOf(await submit(live, runaway)) ?? ''
    await live.ask('DELETE', `/jobs/${job}`, { headers: live.header('workbench', 'w2') })
    return (await live.ask('GET', `/jobs/${job}/result`, { headers: live.header('workbench', 'w2') })).codes
  }),
  race('job-of-another-workspace', 'out-of-scope', async (live) => {
    const job = jobOf(await submit(live, counting)) ?? ''
    await live.ended(job, 'w2')
    return (await live.ask('GET', `/jobs/${job}/result`, { headers: live.header('workbench', 'w1') })).codes
  }),
  race('dismissed-with-a-ticket', 'person-dismissed', async (live) => {
    await live.send(live.order({ order: 'dismiss', person: 'p9', reason: 'an attack' }))
    return (await live.ask('GET', '/workspaces/w1', { headers: live.header('workbench', 'w1', { person: 'p9' }) })).codes
  }),
]
