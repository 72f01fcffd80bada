/** What a refusal tells besides itself: error texts, sizes, and whether something is there. Nothing here is timed: a loaded machine would decide. */
import type { Attack } from './attack.ts'
import type { Live, Reply } from './live.ts'
import { keyed } from './passes.ts'

const check = ({ ask, header }: Live, sql: string, parameters?: Readonly<Record<string, string>>): Promise<Reply> =>
  ask('POST', '/workspaces/w1/check', { headers: header('workbench', 'w1'), body: { sql, ...(parameters && { parameters }) } })
const side = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `side-${id}`,
  class: 'side-channels',
  expected,
  against,
})
const sameAs = (one: Reply, other: Reply): string => (one.status === other.status && one.text === other.text ? 'same' : 'different')
const planted = /139100\d{5}|\bp\d{1,4}\b|\/tmp\/|node_modules|\bat \S+ \(|DuckDB|Binder|Catalog|Parser Error/

const silent = (id: string, ask: (live: Live) => Promise<Reply>): Attack =>
  side(id, 'silent', async (live) => (planted.test((await ask(live)).text) ? 'told' : 'silent'))

export const sides: readonly Attack[] = [
  silent('error-of-cast', (live) => check(live, 'select cast(mobile as integer) from people')),
  silent('error-of-syntax', (live) => check(live, 'selec mobile form people')),
  silent('error-of-name', (live) => check(live, 'select nowhere from people')),
  silent('error-of-function', (live) => check(live, "select error(mobile) from people where id = 'p7'")),
  silent('error-of-body', ({ send }) => send('{"id": "p7", ')),
  silent('error-of-path', ({ ask }) => ask('GET', '/workspaces/%00')),
  silent('error-of-product', (live) => live.ask('GET', '/v1/d1?district=%F0%28', { headers: keyed(live) })),
  side(
    'error-by-value',
    'function-not-allowed|column-hidden',
    async (live) => (await check(live, "select count(*) from people where case when mobile like '139%' then error('x') end")).codes,
  ),
  side('unknown-and-other-workspace', 'same', async ({ ask, header }) =>
    sameAs(
      await ask('GET', '/workspaces/w2', { headers: header('workbench', 'w1') }),
      await ask('GET', '/workspaces/w77', { headers: header('workbench', 'w1') }),
    ),
  ),
  side('unknown-and-wrong-key', 'same', async ({ ask }) => {
    const call = (key: string) =>
      ask('GET', '/v1/d1', { headers: { authorization: `Bearer ${key}.${'A'.repeat(32)}`, 'yunhe-scenario': 's1' } })
    return sameAs(await call('k1'), await call('k77'))
  }),
  side('unknown-and-unkeyed-product', 'same', async ({ ask }) => sameAs(await ask('GET', '/v1/d1'), await ask('GET', '/v1/d77'))),
  side('unknown-and-unticketed-dataset', 'same', async ({ ask }) =>
    sameAs(await ask('GET', '/datasets/people'), await ask('GET', '/datasets/nowhere')),
  ),
  side('health-says-nothing', 'silent', async ({ ask }) => ((await ask('GET', '/health')).text === '{"ok":true}' ? 'silent' : 'told')),
  side('server-names-itself', 'silent', async ({ address }) => {
    const { headers } = await fetch(`${address}/health`)
    return headers.has('server') || headers.has('x-powered-by') ? 'told' : 'silent'
  }),
]
