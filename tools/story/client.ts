/** How the story speaks to the platform and the zone: over HTTP, as anybody would. */

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says is looked at field by field
  readonly body: any
}

export interface Visitor {
  readonly login: string
  readonly get: (path: string) => Promise<Reply>
  readonly post: (path: string, body: unknown) => Promise<Reply>
  readonly sendBytes: (path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>) => Promise<Reply>
  /** The bytes as they are served. */
  readonly getBytes: (path: string) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>
}

const bodyOf = async (answer: Response): Promise<unknown> =>
  answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text()

const replyOf = async (answer: Response): Promise<Reply> => ({ status: answer.status, body: await bodyOf(answer) })

/** Signs in once; the cookie and the token against forgery go with every request after. */
export const signIn = async (origin: string, login: string, password: string): Promise<Visitor> => {
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (answer.status !== 200) throw new Error(`could not sign in as ${login}: ${answer.status}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { csrf } = (await answer.json()) as { csrf: string }
  return {
    login,
    get: async (path) => replyOf(await fetch(origin + path, { headers: { cookie } })),
    post: async (path, body) =>
      replyOf(
        await fetch(origin + path, {
          method: 'POST',
          headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    sendBytes: async (path, bytes, headers) =>
      replyOf(
        await fetch(origin + path, {
          method: 'POST',
          headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/octet-stream', ...headers },
          body: new Uint8Array(bytes),
        }),
      ),
    getBytes: async (path) => {
      const answer = await fetch(origin + path, { headers: { cookie } })
      return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) }
    },
  }
}

/** Somebody from the street, with a browser that runs no scripts. */
export const passerBy = (origin: string) => ({
  page: async (path: string): Promise<Reply> => replyOf(await fetch(origin + path)),
  send: async (path: string, form: Readonly<Record<string, string>>): Promise<Reply> =>
    replyOf(await fetch(origin + path, { method: 'POST', body: new URLSearchParams(form) })),
})

/** A person in the zone, with a ticket. */
export const inZone = (origin: string, ticket: string) => {
  const headers = { authorization: `Ticket ${ticket}` }
  return {
    get: async (path: string): Promise<Reply> => replyOf(await fetch(origin + path, { headers })),
    post: async (path: string, body: unknown): Promise<Reply> =>
      replyOf(
        await fetch(origin + path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    upload: async (path: string, bytes: Uint8Array): Promise<Reply> =>
      replyOf(
        await fetch(origin + path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/octet-stream' },
          body: new Uint8Array(bytes),
        }),
      ),
  }
}
