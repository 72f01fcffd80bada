/** Calls bent at the gateway: parameters, headers, sizes, slowness, and bytes no client would send. */
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'
import { keyed } from './passes.ts'

const calls = (id: string, expected: string, path: string, method = 'GET'): Attack => ({
  id: `gateway-${id}`,
  class: 'gateway',
  expected,
  against: async (live) => (await live.ask(method, path, { headers: keyed(live) })).codes,
})

/** What the zone answers to raw bytes: the status of every answer on the connection, or that it was closed without one. */
const raw = ({ address }: Live, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(address)
    let heard = ''
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(bytes))
    socket.setTimeout(20_000, () => socket.destroy())
    socket.on('data', (data) => {
      heard += data.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve([...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status).join('+') || 'closed'))
  })

const bytes = (id: string, expected: string, make: (live: Live) => string): Attack => ({
  id: `gateway-${id}`,
  class: 'gateway',
  expected,
  against: (live) => raw(live, make(live)),
})
const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`

export const gateway: readonly Attack[] = [
  calls('unknown-parameter', 'parameter-wrong', '/v1/d1?nowhere=1'),
  calls('parameter-twice', 'parameter-wrong', '/v1/d1?district=Xinwu&district=Binhu'),
  calls('parameter-empty', 'parameter-wrong', '/v1/d1?district='),
  calls('parameter-oversized', 'parameter-wrong', `/v1/d1?district=${'x'.repeat(201)}`),
  calls('parameter-prototype', 'parameter-wrong', '/v1/d1?__proto__[x]=1'),
  calls('parameter-limit', 'parameter-wrong', '/v1/d1?limit=1000000'),
  calls('path-upwards', 'key-of-another-product|malformed', '/v1/..%2f..%2fstatus'),
  calls('path-null', 'key-of-another-product|malformed', '/v1/d1%00'),
  calls('path-percent', 'http-400', '/v1/%E0%A4%A'),
  calls('writes', 'malformed', '/v1/d1', 'DELETE'),
  calls('test-clock', 'malformed', '/test/clock', 'POST'),
  {
    id: 'gateway-injection',
    class: 'gateway',
    expected: 'no-rows',
    against: async (live) => {
      const { text } = await live.ask('GET', `/v1/d1?district=${encodeURIComponent("x' OR '1'='1")}`, { headers: keyed(live) })
      return (JSON.parse(text) as { readonly count: number }).count === 0 ? 'no-rows' : 'rows'
    },
  },
  {
    id: 'gateway-quota',
    class: 'gateway',
    expected: 'too-many-per-day',
    against: async (live) => {
      for (let call = 0; call < 3; call++) await live.ask('GET', '/v1/d1', { headers: keyed(live, 'k2') })
      return (await live.ask('GET', '/v1/d1', { headers: keyed(live, 'k2') })).codes
    },
  },
  {
    id: 'gateway-origin',
    class: 'gateway',
    expected: 'not-allowed',
    against: async ({ address }) => {
      const answer = await fetch(`${address}/health`, { headers: { origin: 'http://evil.test' } })
      return answer.headers.has('access-control-allow-origin') ? 'allowed' : 'not-allowed'
    },
  },
  {
    id: 'gateway-oversized-body',
    class: 'gateway',
    // The zone does not read on: whether its answer or the cut connection is seen first is the machine's choice.
    expected: 'malformed|cut-off',
    against: ({ send }) =>
      send(`"${'x'.repeat(5 * 2 ** 20)}"`).then(
        ({ codes }) => codes,
        () => 'cut-off',
      ),
  },
  {
    id: 'gateway-slow-heads',
    class: 'gateway',
    expected: 'others-served',
    against: async (live) => {
      const { hostname, port } = new URL(live.address)
      const slow = Array.from({ length: 100 }, () => connect({ host: hostname, port: Number(port) }))
      for (const socket of slow) socket.on('error', () => undefined).write('GET /v1/d1 HTTP/1.1\r\nHost: z')
      await wait(50)
      const { status } = await live.ask('GET', '/v1/d1', { headers: keyed(live) })
      for (const socket of slow) socket.destroy()
      return status === 200 ? 'others-served' : `http-${status}`
    },
  },
  bytes(
    'length-and-chunked',
    '400',
    () =>
      `${head('POST /orders HTTP/1.1', 'Host: z', 'Content-Type: application/json', 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\nGET /status HTTP/1.1\r\nHost: z\r\n\r\n`,
  ),
  bytes('two-lengths', '400', () => `${head('POST /orders HTTP/1.1', 'Host: z', 'Content-Length: 2', 'Content-Length: 4')}{}{}`),
  bytes('length-negative', '400', () => head('POST /orders HTTP/1.1', 'Host: z', 'Content-Length: -1')),
  bytes(
    'chunk-size-malformed',
    '400',
    () =>
      `${head('POST /orders HTTP/1.1', 'Host: z', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`,
  ),
  bytes('header-name-with-space', '400', () => head('GET /health HTTP/1.1', 'Host: z', 'Authorization : Ticket x')),
  bytes('header-with-null', '400', () => head('GET /health HTTP/1.1', 'Host: z', 'X: a\0b')),
  bytes('headers-oversized', '431', () => head('GET /health HTTP/1.1', 'Host: z', `X: ${'x'.repeat(64 * 1024)}`)),
  bytes('host-missing', '400', () => head('GET /health HTTP/1.1')),
  bytes('not-http', '400', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'),
]
