/** A client that asks one path over kept-open connections as fast as it is answered, in a process of its own; prints requests a second and latencies. */
import { connect } from 'node:net'

/** What one run of the client prints as JSON. */
export interface Load {
  readonly requestsPerSecond: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly failures: number
}

interface Wish {
  readonly port: number
  /** Paths asked in turn. */
  readonly paths: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
}

const load = async ({ port, paths, headers, connections, seconds }: Wish): Promise<Load> => {
  const head = Object.entries({ host: '127.0.0.1', ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  const asks = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${head}\r\n`, 'latin1'))
  const latencies: number[] = []
  let failures = 0
  let asked = 0
  const until = performance.now() + seconds * 1000
  // Read into one room and looked at in place: what the client takes of the machine, the server has not.
  const room = Buffer.alloc(64 * 1024)

  const one = (): Promise<void> =>
    new Promise((done, failed) => {
      let sentAt = 0
      let seen = ''
      const send = (now: number): void => {
        sentAt = now
        socket.write(asks[asked++ % asks.length] ?? '')
      }
      const hear = (bytes: number): boolean => {
        seen += room.toString('latin1', 0, bytes)
        if (!isWhole(seen)) return true
        const now = performance.now()
        latencies.push(now - sentAt)
        if (!seen.startsWith('HTTP/1.1 200')) failures += 1
        seen = ''
        if (now >= until) socket.end(done)
        else send(now)
        return true
      }
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: room, callback: hear } })
      socket.once('error', failed)
      socket.once('connect', () => send(performance.now()))
    })
  await Promise.all(Array.from({ length: connections }, one))
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN
  return { requestsPerSecond: latencies.length / seconds, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), failures }
}

const isWhole = (answer: string): boolean => {
  const body = answer.indexOf('\r\n\r\n') + 4
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1])
  return body >= 4 && answer.length >= body + length
}

if (import.meta.main) process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}'))))
