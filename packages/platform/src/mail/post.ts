/** The way to the mail server. What it answers is told in kinds of ours: its own words may repeat an address. */
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { PostFault } from '../store/outbox.ts'
import type { Letter } from './letter.ts'

export interface PostSettings {
  /** `smtp://host:port`, or `smtps://` where the line is TLS from its first byte; who signs in is no part of it. */
  readonly url: string
  readonly from: string
  /** Whether to go on without TLS: on this machine only. */
  readonly isPlain: boolean
  readonly user?: string | undefined
  readonly password?: string | undefined
}

/** `failed` is sure not to have gone out; `unsure` may have. */
export type Posted =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'failed'; readonly fault: PostFault; readonly isForGood: boolean }
  | { readonly outcome: 'unsure'; readonly fault: PostFault }

export type Post = (address: string, letter: Letter) => Promise<Posted>

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/

/** Refuses settings that would send letters, or the password, over an open line. */
export const smtpPost = ({ url, from, isPlain, user, password }: PostSettings): Post => {
  const { protocol, hostname, port, username } = new URL(url)
  if (protocol !== 'smtp:' && protocol !== 'smtps:')
    throw new Error('could not set up mail: the address of the server begins with smtp:// or smtps://')
  if (username !== '') throw new Error('could not set up mail: who signs in does not belong into the address of the server')
  if (isPlain && !loopback.test(hostname))
    throw new Error('could not set up mail: only a server on this machine may be spoken to without TLS')
  if (!isAddress(from)) throw new Error('could not set up mail: the sender is no e-mail address')
  const isSecure = protocol === 'smtps:'
  const line = {
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port) || (isSecure ? 465 : 587),
    secure: isSecure,
    requireTLS: !isSecure && !isPlain,
    ignoreTLS: isPlain,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  }
  return async (address, { subject, text }) => {
    // Whatever stands in the table: nothing but one address becomes a recipient.
    if (!isAddress(address)) return { outcome: 'failed', fault: 'refused', isForGood: true }
    const written = await new MailComposer({
      from: { name: 'Yunhe', address: from },
      to: { name: '', address },
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build()
    const connection = new SMTPConnection(line)
    try {
      await entered(connection, user === undefined ? undefined : { user, pass: password ?? '' })
    } catch (error) {
      connection.close()
      return notEntered(error)
    }
    const posted = await handedOver(connection, { from, to: address }, written)
    connection.quit()
    return posted
  }
}

/** Greeted, behind TLS and signed in: whatever fails up to here, nothing has gone out. */
const entered = (connection: SMTPConnection, credentials: { readonly user: string; readonly pass: string } | undefined): Promise<void> =>
  new Promise((done, failed) => {
    connection.once('error', failed)
    connection.connect((fault) => {
      if (fault) failed(fault)
      else if (credentials === undefined) done()
      else connection.login({ credentials }, (wrong) => (wrong ? failed(wrong) : done()))
    })
  })

interface Said {
  readonly code?: string
  readonly responseCode?: number
}

const notEntered = (error: unknown): Posted => {
  const { code } = (error ?? {}) as Said
  const fault = code === 'ETLS' ? 'insecure' : code === 'EAUTH' || code === 'ENOAUTH' ? 'not-let-in' : 'unreachable'
  return { outcome: 'failed', fault, isForGood: false }
}

/** Once the text may have begun to go out, only an answer of the server tells that it was not taken. */
const handedOver = (
  connection: SMTPConnection,
  envelope: { readonly from: string; readonly to: string },
  written: Buffer,
): Promise<Posted> =>
  new Promise((done) => {
    const failed = (error: unknown) => done(notTaken(error))
    connection.removeAllListeners('error').once('error', failed)
    connection.send({ from: envelope.from, to: [envelope.to] }, written, (error) => (error ? failed(error) : done({ outcome: 'sent' })))
  })

const notTaken = (error: unknown): Posted => {
  const { responseCode = 0 } = (error ?? {}) as Said
  if (responseCode >= 500) return { outcome: 'failed', fault: 'refused', isForGood: true }
  return responseCode >= 400
    ? { outcome: 'failed', fault: 'refused-for-now', isForGood: false }
    : { outcome: 'unsure', fault: 'broken-off' }
}

/** One address of plain ASCII: no line breaks, no lists, no names, no quoted parts. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[a-z0-9._%+-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]{2,}$/i.test(text)
