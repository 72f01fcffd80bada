/** Sends a file to the zone, telling how far it is; the only request that needs to. */
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
export type Delivered =
  | ({ readonly outcome: 'accepted'; readonly version: number; readonly rows: number } & Judged)
  | ({
      readonly outcome: 'refused'
      readonly refusals: readonly { readonly code: string; readonly words: Words; readonly place: string }[]
    } & Judged)

const typeByFormat = { csv: 'text/csv', json: 'application/x-ndjson', parquet: 'application/vnd.apache.parquet' } as const
export type Format = keyof typeof typeByFormat

/** By the end of the name; anything else is held to be CSV and judged by the zone. */
export const formatOf = (name: string): Format => {
  const end = name.toLowerCase().split('.').at(-1)
  if (end === 'parquet') return 'parquet'
  return end === 'json' || end === 'ndjson' || end === 'jsonl' ? 'json' : 'csv'
}

const answerOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @param place where the zone takes it: `datasets/flights`, `imports/s1` */
export const sendFile = ({ ticket, zoneUrl }: Pass, place: string, file: File, onSent: (bytes: number) => void): Promise<Delivered> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const format = formatOf(file.name)
    request.open('POST', new URL(`/${place}/files?format=${format}`, zoneUrl))
    request.setRequestHeader('authorization', `Ticket ${ticket}`)
    request.setRequestHeader('content-type', typeByFormat[format])
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onerror = () => reject(faultOf(unreachable))
    request.onload = () => {
      const answer = answerOf(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as Delivered)
      else reject(faultOf((answer as Problem | undefined) ?? { type: 'about:blank', title: request.statusText, status: request.status }))
    }
    request.send(file)
  })
