/** A client that posts forms over connections kept open, as fast as they are answered, and costs next to nothing itself. */
import { connect } from 'node:net'

export interface Posting {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The body of the n-th request. */
  readonly body: (n: number) => string
  readonly connections: number
  readonly seconds: number
}

/** How many were answered with 200 in a second; the first other answer is thrown. */
export const postsPerSecond = async ({ port, path, headers, body, connections, seconds }: Posting): Promise<number> => {
  const begun = performance.now()
  let sent = 0
  let done = 0
  const message = (): string => {
    const text = body(sent++)
    const lines = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': String(Buffer.byteLength(text)) })
    return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`
  }
  const one = (): Promise<void> =>
    new Promise((finished, failed) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      let seen = ''
      const send = (): void => {
        if (performance.now() - begun >= seconds * 1_000) return void socket.end(finished)
        socket.write(message())
      }
      socket.setEncoding('latin1')
      socket.on('data', (chunk: string) => {
        seen += chunk
        const start = seen.indexOf('\r\n\r\n') + 4
        if (start < 4 || seen.length < start + Number(/content-length: (\d+)/i.exec(seen)?.[1])) return
        if (!seen.startsWith('HTTP/1.1 200'))
          return void failed(new Error(`could not post to ${path}: ${seen.slice(0, 12)} ${seen.slice(start)}`))
        done += 1
        seen = ''
        send()
      })
      socket.once('error', failed)
      socket.once('connect', send)
    })
  await Promise.all(Array.from({ length: connections }, one))
  return done / ((performance.now() - begun) / 1_000)
}
