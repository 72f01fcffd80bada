/** Notebooks as a way to smuggle, quotas as a thing to race for, and opened tables after a freeze. */
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Attack } from './attack.ts'
import type { Live, Reply } from './live.ts'

interface Step {
  readonly name: string
  readonly sql: string
  readonly shown: boolean
}
const inside = (name: string, sql: string): Step => ({ name, sql, shown: false })
const shown = (name: string, sql: string): Step => ({ name, sql, shown: true })

const submit = ({ ask, header }: Live, steps: readonly Step[], workspace = 'w1'): Promise<Reply> =>
  ask('POST', `/workspaces/${workspace}/jobs`, { headers: header('workbench', workspace), body: { kind: 'notebook', steps } })

const smuggled = (id: string, expected: string, ...steps: readonly Step[]): Attack => ({
  id: `notebook-${id}`,
  class: 'single-out',
  expected,
  against: async (live) => (await submit(live, steps)).codes,
})

/** Folders of opened tables of the zone's own process. */
const openOf = (pid: number): readonly string[] =>
  ['/dev/shm', tmpdir()]
    .filter(existsSync)
    .flatMap((parent) =>
      readdirSync(parent).flatMap((name) => (name.startsWith(`yunhe-clear-${pid}-`) ? [join(parent, name, 'open')] : [])),
    )
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))

export const notebooks: readonly Attack[] = [
  smuggled('table-shadowed', 'reserved-name', inside('people', 'select 1 as district'), shown('s', 'select count(*) as n from people')),
  smuggled(
    'with-shadows-step',
    'reserved-name',
    inside('s', 'select district from people'),
    shown('t', 'with s as (select mobile as district from people) select district from s'),
  ),
  smuggled('step-twice', 'reserved-name', inside('s', 'select district from people'), shown('s', 'select count(*) as n from people')),
  smuggled('reads-itself', 'table-not-granted', shown('s', 'select n from s')),
  smuggled('reads-later', 'table-not-granted', inside('s', 'select n from t'), shown('t', 'select count(*) as n from people')),
  smuggled('recursion', 'unknown-node', shown('s', 'with recursive r as (select 1 as n union all select n + 1 from r) select n from r')),
  smuggled('hidden-inside', 'column-hidden', inside('s', 'select mobile as district from people'), shown('t', 'select district from s')),
  smuggled('file-inside', 'table-function', inside('s', "select * from read_csv('/etc/passwd')"), shown('t', 'select 1 as x')),
  smuggled('several-statements', 'several-statements', inside('s', 'select 1 as x; select 2 as y'), shown('t', 'select 1 as x')),
  smuggled('name-with-quote', 'malformed', shown('s" as (select 1) --', 'select 1 as x')),
  smuggled('nothing-shown', 'nothing-shown', inside('s', 'select district from people')),
  // Of thirty steps, each of which says the one before it twice, the last would say the first a billion times.
  smuggled(
    'doubled-thirty-times',
    'too-complex',
    inside('s0', 'select age as a from people'),
    ...Array.from({ length: 29 }, (_, index) => inside(`s${index + 1}`, `select a + a as a from s${index}`)),
    shown('last', 'select count(*) as n from s29 where a > 1'),
  ),
  smuggled('too-many-steps', 'malformed', ...Array.from({ length: 41 }, (_, index) => shown(`s${index}`, 'select 1 as x'))),
  {
    id: 'opened-tables-after-freeze',
    class: 'races',
    expected: 'wiped',
    against: async (live) => {
      const { text } = await submit(live, [shown('s', 'select kind, count(*) as n from visits group by kind')], 'w2')
      const { job = '' } = JSON.parse(text) as { readonly job?: string }
      await live.ended(job, 'w2')
      const before = openOf(live.pid).filter((folder) => folder.includes('-w2-')).length
      await live.send(live.order({ order: 'freeze', workspaces: ['w2'], products: [], reason: 'an attack' }))
      const after = openOf(live.pid).filter((folder) => folder.includes('-w2-')).length
      await live.send(live.order({ order: 'thaw', workspaces: ['w2'], products: [], reason: 'an attack' }))
      return before > 0 && after === 0 ? 'wiped' : `open before ${before}, after ${after}`
    },
  },
  {
    id: 'queue-flooded',
    class: 'races',
    expected: 'too-many-jobs',
    against: async (live) => {
      const sql = 'select count(*) as n from visits a join visits b on a.kind = b.kind join visits c on b.kind = c.kind'
      const asked = Array.from({ length: 30 }, () =>
        live.ask('POST', '/workspaces/w2/jobs', { headers: live.header('workbench', 'w2'), body: { sql } }),
      )
      const replies = await Promise.all(asked)
      await live.send(live.order({ order: 'freeze', workspaces: ['w2'], products: [], reason: 'an attack' }))
      await live.send(live.order({ order: 'thaw', workspaces: ['w2'], products: [], reason: 'an attack' }))
      const taken = replies.filter(({ status }) => status === 201).length
      return taken <= 20 ? replies.flatMap(({ codes }) => codes) : `took ${taken}`
    },
  },
]
