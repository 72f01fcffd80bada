/** A call of a product as its consumer makes it: straight to the zone, with a key that is typed and kept nowhere. */

export interface ProductCall {
  readonly zoneUrl: string
  readonly product: string
  readonly scenario: string
  /** `<key>.<secret>`. */
  readonly secret: string
  readonly query: Readonly<Record<string, string>>
  /** Asks for the answer to be signed. */
  readonly isSigned: boolean
}

export interface ProductAnswer {
  readonly status: number
  readonly type: string
  readonly ms: number
  /** What the head says of quotas, keeping and signing. */
  readonly headers: readonly (readonly [string, string])[]
  /** The beginning of the body, where it is text. */
  readonly text: string
  readonly body: Blob
  /** Of what can be shown though it is no text. */
  readonly shown?: Uint8Array
  readonly fileName: string
}

const shownHeaders = [
  'ratelimit-policy',
  'ratelimit',
  'retry-after',
  'cache-control',
  'etag',
  'content-digest',
  'yunhe-request-id',
  'signature-input',
  'signature',
]
const longestShown = 20_000

export const urlOf = ({ zoneUrl, product, query }: Pick<ProductCall, 'zoneUrl' | 'product' | 'query'>, path = ''): string => {
  const url = new URL(`/v1/${encodeURIComponent(product)}${path}`, zoneUrl)
  for (const [name, value] of Object.entries(query)) if (value !== '') url.searchParams.set(name, value)
  return String(url)
}

export const callProduct = async (call: ProductCall): Promise<ProductAnswer> => {
  const signed: Readonly<Record<string, string>> = call.isSigned ? { 'accept-signature': 'sig' } : {}
  return answered(urlOf(call), { ...keyed(call), 'yunhe-scenario': call.scenario, ...signed }, call.product)
}

/** The description of the product, OpenAPI 3.1, as this key may call it. */
export const describeProduct = (call: ProductCall): Promise<ProductAnswer> =>
  answered(urlOf({ ...call, query: {} }, '/openapi.json'), keyed(call), `${call.product}-openapi`)

const keyed = ({ secret }: ProductCall) => ({ authorization: `Bearer ${secret}` })

const answered = async (url: string, headers: Readonly<Record<string, string>>, name: string): Promise<ProductAnswer> => {
  const began = performance.now()
  const answer = await fetch(url, { headers, cache: 'no-store', signal: AbortSignal.timeout(60_000) })
  const body = await answer.blob()
  const ms = Math.round(performance.now() - began)
  const type = answer.headers.get('content-type') ?? ''
  const isText = /json|csv/.test(type)
  return {
    status: answer.status,
    type,
    ms,
    headers: shownHeaders.flatMap((one) => {
      const value = answer.headers.get(one)
      return value === null ? [] : [[one, value] as const]
    }),
    text: isText ? readable(await body.slice(0, longestShown).text(), type) : '',
    body,
    ...(type.includes('pdf') && { shown: new Uint8Array(await body.arrayBuffer()) }),
    fileName: /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `${name}.${extensionOf(type)}`,
  }
}

const extensionOf = (type: string): string =>
  type.includes('html') ? 'html' : type.includes('pdf') ? 'pdf' : type.includes('csv') ? 'csv' : 'json'

const readable = (text: string, type: string): string => {
  if (!type.includes('json')) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
