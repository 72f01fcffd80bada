/** Sends a file to the zone, telling how far it is; the only request that needs to. */
import { queryOf } from './ask.ts'
import { faultOf, type Problem, unreachable } from './problem.ts'
import type { Pass } from './zone.ts'

type Words = { readonly zh: string; readonly en: string }
interface Rejected {
  readonly line?: number
  readonly row?: number
  readonly column?: string
  readonly code: string
  readonly words: Words
}
interface Judged {
  readonly rejectedRows: number
  readonly rejected: readonly Rejected[]
}
export interface Drift {
  readonly code: string
  readonly words: Words
  readonly place: string
  readonly before?: number
  readonly after?: number
}
export interface Chosen {
  readonly delimiter?: ',' | ';' | '\t' | '|'
  readonly encoding?: string
  readonly layout?: 'lines' | 'array'
  readonly sheet?: string
  readonly sheets?: number
}
export type Delivered =
  | ({
      readonly outcome: 'accepted'
      readonly version: number
      readonly rows: number
      readonly totalRows: number
      readonly chosen: Chosen
      readonly drift: readonly Drift[]
    } & Judged)
  | ({
      readonly outcome: 'refused'
      readonly refusals: readonly { readonly code: string; readonly words: Words; readonly place: string }[]
    } & Judged)

export const modes = ['whole', 'append', 'upsert'] as const
export type Mode = (typeof modes)[number]

/** What is said of a file; what is left out the zone finds out. */
export interface Said {
  readonly mode?: Mode
  readonly delimiter?: string
  readonly encoding?: string
  readonly sheet?: string
  readonly drift?: 'accepted'
}

const typeByFormat = {
  csv: 'text/csv',
  json: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type Format = keyof typeof typeByFormat

/** Endings that a file may be chosen by. */
export const endings = '.csv,.txt,.json,.ndjson,.jsonl,.parquet,.xlsx'

/** By the end of the name; anything else is held to be CSV and judged by the zone. */
export const formatOf = (name: string): Format => {
  const end = name.toLowerCase().split('.').at(-1)
  if (end === 'parquet' || end === 'xlsx') return end
  return end === 'json' || end === 'ndjson' || end === 'jsonl' ? 'json' : 'csv'
}

/** Only what the format knows is said of it. */
export const saidOf = (format: Format, { mode, drift, delimiter, encoding, sheet }: Said) => ({
  format,
  mode,
  drift,
  ...(format === 'csv' && { delimiter }),
  ...((format === 'csv' || format === 'json') && { encoding }),
  ...(format === 'xlsx' && { sheet }),
})

const answerOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a request is answered with, once it has been sent. */
export const answerTo = <Answer>(request: XMLHttpRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onerror = () => reject(faultOf(unreachable))
    request.onload = () => {
      const answer = answerOf(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as Answer)
      else reject(faultOf((answer as Problem | undefined) ?? { type: 'about:blank', title: request.statusText, status: request.status }))
    }
  })

/** @param place where the zone takes it: `datasets/flights/files`, `imports/s1/files`, `samples` */
export const sendFile = <Answer = Delivered>(
  { ticket, zoneUrl }: Pass,
  place: string,
  file: File,
  onSent: (bytes: number) => void,
  said: Said = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const format = formatOf(file.name)
    request.open('POST', new URL(`/${place}${queryOf(saidOf(format, said))}`, zoneUrl))
    request.setRequestHeader('authorization', `Ticket ${ticket}`)
    request.setRequestHeader('content-type', typeByFormat[format])
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    answerTo<Answer>(request).then(resolve, reject)
    request.send(file)
  })
