/** Ways of delivery: what a judged call gets, from the copies on the shelf (article 3). */
import type { Models } from '../models/room.ts'
import { answerOf, servable } from '../models/serve.ts'
import type { AccessRefusal } from '../refusals.ts'
import type { Aggregates } from './aggregates.ts'
import { cursorText } from './asked.ts'
import type { Verdict } from './call.ts'
import { kindsOf } from './copies.ts'
import { pageOf } from './page.ts'
import { drawnFrom, mostRowsDrawn } from './report.ts'
import type { ServingStore } from './serving-store.ts'
import type { Shelf } from './shelf.ts'

/** A body as it goes out, and how many rows of the product it carries. */
export interface ServedBody {
  readonly rows: number
  readonly type: string
  readonly body: string | ServedFile
}

/** A file of the shelf: to be sent piece by piece, and no further than its product is open. */
export interface ServedFile {
  readonly file: string
  readonly name: string
  readonly bytes: number
  /** SHA-256, hex, as it was taken when the file was written. */
  readonly sha256: string
}

export interface NotServed {
  readonly refusal: AccessRefusal
  readonly fields: readonly string[]
}

type Judged = Verdict & { readonly ok: true }
export type Serve = (verdict: Judged) => Promise<ServedBody | NotServed>

export interface ServingGround {
  readonly serving: ServingStore
  readonly aggregates: Aggregates
  readonly shelf: Shelf
  readonly models: Models
  readonly now: () => number
}

const json = 'application/json; charset=utf-8'
const typeByKind: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
}

export const servingFrom =
  (ground: ServingGround): Serve =>
  (verdict) => {
    switch (verdict.product.spec.delivery.by) {
      case 'look-up':
        return rows(ground, verdict)
      case 'aggregates':
        return groups(ground, verdict)
      case 'file':
      case 'report':
        return file(ground, verdict)
      case 'dashboard':
        return dashboard(ground, verdict)
      case 'score':
        return score(ground, verdict)
    }
  }

const rows = async ({ serving }: ServingGround, { product, plan, asked }: Judged): Promise<ServedBody> => {
  const { conditions, show, limit, cursor } = asked
  const found = await serving.look(plan.servedName, { conditions, show, limit, after: cursor?.after })
  const { version } = product.spec
  const next = found.more ? `,"next":"${cursorText({ version, after: found.last })}"` : ''
  const body = `{"version":${version},"count":${found.rows},"more":${found.more}${next},"rows":${found.body}}`
  return { rows: found.rows, type: json, body }
}

const groups = async ({ aggregates }: ServingGround, { product, plan, asked }: Judged): Promise<ServedBody> => {
  const found = await aggregates.group(plan.servedName, asked)
  const body = `{"version":${product.spec.version},"count":${found.length},"rows":${JSON.stringify(found)}}`
  return { rows: found.length, type: json, body }
}

/** Opened at each call, so that a model whose workspace was sealed or that was deleted answers no more. */
const score = async ({ models }: ServingGround, { product: { spec }, asked }: Judged): Promise<ServedBody | NotServed> => {
  const record = spec.source.from === 'model' ? servable(await models.record(spec.workspace, spec.source.model)) : 'no model'
  if (typeof record === 'string') return { refusal: 'product-withdrawn', fields: [] }
  const rows = [answerOf(record, asked.conditions)]
  return { rows: 1, type: json, body: JSON.stringify({ version: spec.version, count: 1, more: false, rows }) }
}

/** A file is whole or not at all: a key that may see a part of it is refused. The format is one of a closed list, never a path. */
const file = async ({ shelf }: ServingGround, { product, plan, asked }: Judged): Promise<ServedBody | NotServed> => {
  const { spec, served } = product
  if (plan.isNarrowed) return { refusal: 'fields-not-separable', fields: [] }
  const kinds = kindsOf(spec)
  const kind = kinds.find((one) => one === (asked.format ?? kinds[0]))
  if (kind === undefined) return { refusal: 'format-unknown', fields: ['format'] }
  const found = shelf.file(spec, kind)
  if (found === undefined) throw new Error(`could not serve product ${spec.product} as ${kind}: the file is not on the shelf`)
  const name = `${spec.product}-v${spec.version}.${kind === 'json' ? 'ndjson' : kind}`
  return { rows: served?.rows ?? 0, type: typeByKind[kind] ?? 'application/octet-stream', body: { ...found, name } }
}

/** A dashboard is drawn at each call, from the rows that its parameters leave. */
const dashboard = async ({ serving, now }: ServingGround, { product, plan, asked }: Judged): Promise<ServedBody> => {
  const { spec } = product
  const blocks = spec.delivery.by === 'dashboard' ? spec.delivery.blocks : []
  const drawn = await drawnFrom(serving, plan.servedName, { conditions: asked.conditions, show: plan.shown, limit: mostRowsDrawn })
  return { rows: drawn.rows.length, type: 'text/html; charset=utf-8', body: pageOf({ spec, atMs: now() }, blocks, drawn) }
}
