/** A mail server on this machine, for tests: takes letters, or treats them as it is told to. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { PostSettings } from './post.ts'

export interface Received {
  readonly to: readonly string[]
  readonly raw: string
  readonly subject: string
  readonly text: string
}

/** `hang-up` takes the whole letter and breaks the line off before it says so. */
export type Manner = 'take' | 'later' | 'never' | 'hang-up'

export interface MailServer {
  readonly settings: PostSettings
  readonly received: readonly Received[]
  readonly behave: (manner: Manner) => void
  readonly stop: () => Promise<void>
}

export const mailServer = async (port = 0): Promise<MailServer> => {
  const received: Received[] = []
  let manner: Manner = 'take'
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (manner === 'later') return done(answer(451, 'later'))
        if (manner === 'never') return done(answer(550, 'no such box here'))
        received.push(
          letterFrom(
            Buffer.concat(parts).toString('utf8'),
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        )
        if (manner === 'hang-up') for (const connection of server.connections) (connection as unknown as Line)._socket.destroy()
        else done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const { port: taken } = server.server.address() as AddressInfo
  return {
    settings: { url: `smtp://127.0.0.1:${taken}`, from: 'yunhe@wuxi.example', isPlain: true },
    received,
    behave: (next) => {
      manner = next
    },
    stop: () => new Promise((done) => server.close(() => done())),
  }
}

interface Line {
  readonly _socket: { readonly destroy: () => void }
}

const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

const letterFrom = (raw: string, to: readonly string[]): Received => {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const subject = /^Subject: ((?:.*\r\n[ \t])*.*)$/m.exec(head)?.[1] ?? ''
  const isBase64 = /^Content-Transfer-Encoding: base64/im.test(head)
  const whole = body.join('\r\n\r\n')
  return { to, raw, subject: wordsIn(subject), text: isBase64 ? Buffer.from(whole, 'base64').toString('utf8') : fromQuoted(whole) }
}

/** RFC 2047, as far as our own letters use it. */
const wordsIn = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString('utf8') : fromQuoted(coded.replaceAll('_', ' ')),
    )

const fromQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString('utf8')
