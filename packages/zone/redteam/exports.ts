/** The way out as a file: votes that were for something else, a release sent again, names that lead elsewhere, cells that run, content that hides. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportTerms } from '../src/orders.ts'
import type { Attack } from './attack.ts'
import type { Live, Reply } from './live.ts'

interface View {
  readonly export: string
  readonly snapshot: string
  readonly report: { readonly checks: readonly { readonly check: string; readonly passed: boolean }[] }
}

const grouped = 'select district, count(*) as people from people group by district'
const text = (written: string, name = 'report.md') => ({
  files: [{ kind: 'report', name, text: written }],
  context: '2026年，单位为人，各区人数。',
})

const bench = ({ header }: Live) => header('workbench', 'w1')

const ranIn = async (live: Live, sql = grouped): Promise<string> => {
  const { text: said } = await live.ask('POST', '/workspaces/w1/jobs', { headers: bench(live), body: { sql } })
  const { job = '' } = JSON.parse(said) as { readonly job?: string }
  await live.ended(job, 'w1')
  return job
}

const frozen = async (live: Live, body: unknown = text('各区人数平稳。'), one?: string): Promise<View> => {
  const path = `/workspaces/w1/exports${one === undefined ? '' : `/${one}`}`
  const { status, text: said, codes } = await live.ask('POST', path, { headers: bench(live), body })
  if (status !== 201) throw new Error(`could not freeze: ${codes.join()}`)
  return JSON.parse(said) as View
}

const examine = (live: Live, { export: one, snapshot }: View): Promise<Reply> =>
  live.send(live.order({ order: 'examine-export', export: one, workspace: 'w1', snapshot }))

const terms = ({ export: one, snapshot }: View, change: Partial<ExportTerms> = {}): ExportTerms => ({
  export: one,
  workspace: 'w1',
  snapshot,
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  person: 'p1',
  recipients: ['o1'],
  until: '2099-12-31',
  mostDownloads: 1,
  ...change,
})

const release = (live: Live, view: View, change: Partial<ExportTerms> = {}): Promise<Reply> =>
  live.send(live.order({ order: 'release-export', terms: terms(view, change) }))

const releasedIn = async (live: Live): Promise<View> => {
  const view = await frozen(live)
  await examine(live, view)
  const { codes } = await release(live, view)
  if (codes[0] !== 'done') throw new Error(`could not release: ${codes.join()}`)
  return view
}

const fetched = (live: Live, { export: one, snapshot }: View, file = 'report.md', change = {}): Promise<Reply> =>
  live.ask('GET', `/exports/${one}/files/${file}`, { headers: live.header('download', `${one}@${snapshot}`, change) })

const attack = (id: string, expected: string, against: (live: Live) => Promise<string | readonly string[]>): Attack => ({
  id: `export-${id}`,
  class: 'smuggle-out',
  expected,
  against,
})

const failing = (id: string, expected: string, body: (live: Live) => unknown): Attack =>
  attack(id, expected, async (live) => {
    const { report } = await frozen(live, await body(live))
    return ['let-through', ...report.checks.filter(({ passed }) => !passed).map(({ check }) => check)].toReversed()
  })

const turnedAway = (id: string, expected: string, body: (live: Live) => unknown): Attack =>
  attack(
    id,
    expected,
    async (live) => (await live.ask('POST', '/workspaces/w1/exports', { headers: bench(live), body: await body(live) })).codes,
  )

const table = (name: string, job: string) => ({ files: [{ kind: 'table', name, job }], context: '2026年，单位为人，各区人数。' })

export const exportAttacks: readonly Attack[] = [
  turnedAway('path-up', 'malformed', () => text('x', '../../root.md')),
  turnedAway('path-absolute', 'malformed', () => text('x', '/etc/passwd.md')),
  turnedAway('path-null', 'malformed', () => text('x', 'a\u0000.md')),
  turnedAway('path-full-width', 'malformed', () => text('x', '．．／a.md')),
  turnedAway('name-hidden-ending', 'malformed', () => text('x', 'a.md.exe')),
  turnedAway('name-twice', 'file-name-twice', () => ({ ...text('x'), files: [...text('x').files, ...text('y').files] })),
  turnedAway('kind-as-another', 'format-not-allowed', async (live) => ({
    ...text('x'),
    files: [{ kind: 'code', name: 'a.csv', job: await ranIn(live) }],
  })),
  turnedAway('foreign-job', 'job-not-finished', () => table('a.csv', '00000000-0000-0000-0000-000000000000')),
  turnedAway('model-of-nobody', 'model-not-here', () => ({ ...text('x'), files: [{ kind: 'model', name: 'm.onnx', model: 'm1' }] })),
  failing('id-number', 'identifiers', () => text('身份证 11010519491231002X。')),
  failing('id-number-reversed', 'identifiers', () => text('X20013219491501011')),
  failing('id-number-base64', 'identifiers', () => text(Buffer.from('11010519491231002X').toString('base64'))),
  failing('id-number-split-by-unseen', 'identifiers|format', () => text('1101051949\u200b1231002X')),
  failing('message-in-unseen-signs', 'format', () => text(`平稳${'\u200b\u2060'.repeat(200)}。`)),
  failing('bytes', 'format', () => text('a\u0001b')),
  attack('formula-runs', 'disarmed', async (live) => {
    const view = await frozen(
      live,
      table('a.csv', await ranIn(live, "select '=cmd|'' /C calc''!A1' as x, district, count(*) as people from people group by district")),
    )
    await examine(live, view)
    const { text: said } = await live.ask('GET', `/exports/${view.export}/snapshot/a.csv`, {
      headers: live.header('review', `${view.export}@${view.snapshot}`),
    })
    return /(^|[\n,"\\])=cmd/.test((JSON.parse(said) as { readonly text: string }).text) ? 'runs' : 'disarmed'
  }),
  attack('unexamined', 'wrong-state', async (live) => (await release(live, await frozen(live))).codes),
  attack('examined-with-failures', 'checks-failed', async (live) => {
    const view = await frozen(live, text('手机 13812345678'))
    await examine(live, view)
    return (await release(live, view)).codes
  }),
  attack('changed-after-votes', 'file-differs|wrong-state', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    await frozen(live, text('换了内容。'), view.export)
    return (await release(live, view)).codes
  }),
  attack('changed-and-examined-after-votes', 'file-differs', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    await examine(live, await frozen(live, text('换了内容。'), view.export))
    return (await release(live, view)).codes
  }),
  attack('changed-after-release', 'export-closed', async (live) => {
    const view = await releasedIn(live)
    return (await live.ask('POST', `/workspaces/w1/exports/${view.export}`, { headers: bench(live), body: text('换了内容。') })).codes
  }),
  attack('changed-from-another-workspace', 'export-unknown', async (live) => {
    const view = await frozen(live)
    return (await live.ask('POST', `/workspaces/w2/exports/${view.export}`, { headers: live.header('workbench', 'w2'), body: text('x') }))
      .codes
  }),
  attack('changed-on-disk', 'file-differs', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    const folder = join(live.folder, 'zone', 'exports', view.export)
    const [name = ''] = (await readdir(folder)).filter((one) => one.startsWith('file-') && one.endsWith('.sealed'))
    const bytes = await readFile(join(folder, name))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(join(folder, name), bytes)
    return (await release(live, view)).codes
  }),
  attack('another-hash', 'file-differs', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    return (await release(live, view, { snapshot: 'f'.repeat(64) })).codes
  }),
  attack('another-person', 'wrong-state', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    return (await release(live, view, { person: 'p2' })).codes
  }),
  attack('another-scenario', 'wrong-state', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    return (await release(live, view, { scenario: 's2' })).codes
  }),
  attack('release-replayed-after-withdrawal', 'export-not-released', async (live) => {
    const view = await frozen(live)
    await examine(live, view)
    const order = live.order({ order: 'release-export', terms: terms(view) })
    await live.send(order)
    await live.send(live.order({ order: 'withdraw-export', export: view.export, reason: 'an attack' }))
    await live.send(order)
    return (await fetched(live, view)).codes
  }),
  attack('released-anew-after-withdrawal', 'wrong-state', async (live) => {
    const view = await releasedIn(live)
    await live.send(live.order({ order: 'withdraw-export', export: view.export, reason: 'an attack' }))
    return (await release(live, view)).codes
  }),
  attack('fetched-again', 'downloads-used-up', async (live) => {
    const view = await releasedIn(live)
    await fetched(live, view)
    return (await fetched(live, view)).codes
  }),
  attack('fetched-in-a-race', 'downloads-used-up', async (live) => {
    const view = await releasedIn(live)
    const all = await Promise.all(Array.from({ length: 8 }, () => fetched(live, view)))
    return all.filter(({ status }) => status === 200).length === 1 ? (all.find(({ status }) => status !== 200)?.codes ?? []) : 'several'
  }),
  attack(
    'fetched-by-another',
    'out-of-scope',
    async (live) => (await fetched(live, await releasedIn(live), 'report.md', { person: 'p2' })).codes,
  ),
  attack('fetched-while-frozen', 'workspace-frozen', async (live) => {
    const view = await releasedIn(live)
    await live.send(live.order({ order: 'freeze', workspaces: ['w1'], products: [], reason: 'an attack' }))
    const { codes } = await fetched(live, view)
    await live.send(live.order({ order: 'thaw', workspaces: ['w1'], products: [], reason: 'it is over' }))
    return codes
  }),
  attack(
    'fetched-by-path',
    'file-unknown|malformed',
    async (live) => (await fetched(live, await releasedIn(live), '..%2f..%2froot.key')).codes,
  ),
  attack('fetched-the-unmarked', 'file-unknown', async (live) => {
    const view = await releasedIn(live)
    return (await fetched(live, view, `file-${view.snapshot.slice(0, 32)}-0`)).codes
  }),
  attack('reviewed-with-a-bench-ticket', 'wrong-purpose', async (live) => {
    const view = await frozen(live)
    return (await live.ask('GET', `/exports/${view.export}/snapshot`, { headers: bench(live) })).codes
  }),
  attack('reviewed-another-snapshot', 'out-of-scope', async (live) => {
    const view = await frozen(live)
    await frozen(live, text('换了内容。'), view.export)
    return (
      await live.ask('GET', `/exports/${view.export}/snapshot`, { headers: live.header('review', `${view.export}@${view.snapshot}`) })
    ).codes
  }),
  attack('review-ticket-fetches', 'wrong-purpose', async (live) => {
    const view = await releasedIn(live)
    return (
      await live.ask('GET', `/exports/${view.export}/files/report.md`, {
        headers: live.header('review', `${view.export}@${view.snapshot}`),
      })
    ).codes
  }),
  attack(
    'traced-with-a-bench-ticket',
    'wrong-purpose',
    async (live) => (await live.ask('POST', '/traces/t1/samples', { headers: bench(live), body: { sample: 'x' } })).codes,
  ),
  attack(
    'answer-on-no-sample',
    'unknown-trace',
    async (live) => (await live.send(live.order({ order: 'report-trace', trace: 't9', sample: 'a'.repeat(64) }))).codes,
  ),
  attack('accused-by-a-forged-sample', 'none', async (live) => {
    await releasedIn(live)
    const sample = Array.from({ length: 3000 }, (_, at) => `${1000 + at * 3}`).join('\n')
    const { text: said } = await live.ask('POST', '/traces/t1/samples', { headers: live.header('trace', 't1'), body: { sample } })
    return (JSON.parse(said) as { readonly verdict: string }).verdict
  }),
]
