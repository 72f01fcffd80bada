/** Attacks on what is served: keys tried, scenarios swapped, caches poisoned, ids of others used, files named by path, heads smuggled. */
import type { Attack } from './attack.ts'
import type { Live, Reply } from './live.ts'
import { keyed } from './passes.ts'

const call = (live: Live, path: string, headers: Readonly<Record<string, string>> = {}, key = 'k1'): Promise<Reply> =>
  live.ask('GET', path, { headers: { ...keyed(live, key), ...headers } })

const attack = (id: string, expected: string, against: Attack['against']): Attack => ({
  id: `product-${id}`,
  class: 'gateway',
  expected,
  against,
})
const refused = (id: string, expected: string, path: string, headers: Readonly<Record<string, string>> = {}, key = 'k1'): Attack =>
  attack(id, expected, async (live) => (await call(live, path, headers, key)).codes)

const raw = (live: Live, path: string, headers: Readonly<Record<string, string>>, key = 'k1'): Promise<Response> =>
  fetch(`${live.address}${path}`, { headers: { ...keyed(live, key), ...headers } })

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const timed = async (live: Live, authorization: string): Promise<number> => {
  const began = performance.now()
  await live.ask('GET', '/v1/d1', { headers: { authorization, 'yunhe-scenario': 's1' } })
  return performance.now() - began
}

export const products: readonly Attack[] = [
  refused('fields-unknown', 'parameter-wrong', '/v1/d1?fields=person'),
  refused('fields-star', 'parameter-wrong', '/v1/d1?fields=*'),
  refused('fields-injection', 'parameter-wrong', `/v1/d1?fields=${encodeURIComponent('district" FROM served; --')}`),
  refused('fields-twice', 'parameter-wrong', '/v1/d1?fields=district&fields=people'),
  refused('limit-zero', 'parameter-wrong', '/v1/d1?limit=0'),
  refused('cursor-forged', 'parameter-wrong', '/v1/d1?cursor=1-1%20OR%201=1'),
  refused('cursor-of-another-version', 'cursor-stale', '/v1/d1?cursor=9-1'),
  refused('format-path', 'parameter-wrong', '/v1/d1?format=../../signing.pem'),
  refused('file-path', 'format-unknown', `/v1/f1?format=${encodeURIComponent('../../signing.pem')}`, {}, 'kf'),
  refused('file-of-another-kind', 'format-unknown', '/v1/f1?format=sqlite', {}, 'kf'),
  refused('file-path-in-product', 'key-of-another-product|malformed', '/v1/f1%2f..%2fkeys', {}, 'kf'),
  refused('file-by-narrow-key', 'fields-not-separable', '/v1/f1', {}, 'kn'),
  refused('key-of-another-product', 'key-of-another-product', '/v1/f1'),
  refused('description-without-secret', 'key-unknown', '/v1/d1/openapi.json', { authorization: 'Bearer k1.guessed-guessed-guessed' }),
  refused('description-of-another', 'key-of-another-product', '/v1/f1/openapi.json'),
  refused('scenario-list', 'scenario-not-approved', '/v1/d1', { 'yunhe-scenario': 's1, s2' }),
  refused('scenario-case', 'scenario-not-approved', '/v1/d1', { 'yunhe-scenario': 'S1' }),
  refused('once-malformed', 'once-malformed', '/v1/d1', { 'idempotency-key': 'a' }),
  attack('once-for-another-call', 'once-reused', async (live) => {
    await call(live, '/v1/d1?district=Xinwu', { 'idempotency-key': 'redteam-0001' })
    return (await call(live, '/v1/d1', { 'idempotency-key': 'redteam-0001' })).codes
  }),
  attack('once-of-another-consumer', 'billed', async (live) => {
    await call(live, '/v1/d1', { 'idempotency-key': 'redteam-0002' })
    const other = await raw(live, '/v1/d1', { 'idempotency-key': 'redteam-0002' }, 'k4')
    return other.headers.get('yunhe-repeated') === null && other.status === 200 ? 'billed' : 'free'
  }),
  attack('cache-of-another-consumer', 'http-200', async (live) => {
    const tag = (await raw(live, '/v1/c1', {}, 'kc')).headers.get('etag') ?? ''
    return `http-${(await raw(live, '/v1/c1', { 'if-none-match': tag }, 'kd')).status}`
  }),
  attack('cache-is-private', 'private', async (live) => {
    const head = (await raw(live, '/v1/c1', {}, 'kc')).headers
    const isKept = head.get('cache-control')?.startsWith('private') === true && head.get('vary')?.includes('Yunhe-Scenario') === true
    return isKept ? 'private' : 'shared'
  }),
  attack('stale-after-suspension', 'suspended', async (live) => {
    const tag = (await raw(live, '/v1/c1', {}, 'kc')).headers.get('etag') ?? ''
    await live.send(live.order({ order: 'freeze', workspaces: [], products: ['c1'], reason: 'a test' }))
    const { codes } = await call(live, '/v1/c1', { 'if-none-match': tag }, 'kc')
    await live.send(live.order({ order: 'thaw', workspaces: [], products: ['c1'], reason: 'a test' }))
    return codes
  }),
  attack('signature-is-not-a-blank', 'signed-each', async (live) => {
    const [one, other] = await Promise.all([1, 2].map(() => raw(live, '/v1/d1', { 'accept-signature': 'sig' })))
    return one?.headers.get('signature') !== other?.headers.get('signature') ? 'signed-each' : 'blank'
  }),
  attack('header-injected-by-scenario', 'refused', async (live) => {
    const answer = await raw(live, '/v1/d1', { 'yunhe-scenario': 's1%0d%0aSet-Cookie: a=b', 'accept-signature': 'sig' })
    return answer.status === 403 && answer.headers.get('set-cookie') === null ? 'refused' : 'injected'
  }),
  attack('page-without-script', 'no-script', async (live) => {
    const answer = await raw(live, '/v1/p1', {}, 'kp')
    const isClosed = answer.headers.get('content-security-policy')?.includes("default-src 'none'") === true
    return isClosed && !(await answer.text()).includes('<script') ? 'no-script' : 'script'
  }),
  attack('key-timing', 'alike', async (live) => {
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < 20; turn++) {
      known.push(await timed(live, 'Bearer k1.wrong-wrong-wrong-wrong'))
      unknown.push(await timed(live, 'Bearer nobody.wrong-wrong-wrong-wrong'))
      // Strangers have a small quota a second.
      await new Promise((later) => setTimeout(later, 50))
    }
    // Both hash the secret and compare 64 bytes; what differs is the noise of a loopback.
    return Math.abs(median(known) - median(unknown)) < 5 ? 'alike' : 'told-apart'
  }),
]
