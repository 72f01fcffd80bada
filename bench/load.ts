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
  const latencies: number[] = []
  let failures = 0
  let asked = 0
  const until = performance.now() + seconds * 1000

  const one = (): Promise<void> =>
    new Promise((done, failed) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      let sentAt = 0
      let seen = ''
      const send = (): void => {
        if (performance.now() >= until) return void socket.end(done)
        sentAt = performance.now()
        socket.write(`GET ${paths[asked++ % paths.length]} HTTP/1.1\r\n${head}\r\n`)
      }
      socket.setEncoding('latin1')
      socket.on('data', (chunk: string) => {
        seen += chunk
        const body = seen.indexOf('\r\n\r\n') + 4
        const length = Number(/content-length: (\d+)/i.exec(seen)?.[1])
        if (body < 4 || seen.length < body + length) return
        latencies.push(performance.now() - sentAt)
        if (!seen.startsWith('HTTP/1.1 200')) failures += 1
        seen = ''
        send()
      })
      socket.once('error', failed)
      socket.once('connect', send)
    })
  await Promise.all(Array.from({ length: connections }, one))
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN
  return { requestsPerSecond: latencies.length / seconds, medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), failures }
}

if (import.meta.main) process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}'))))
