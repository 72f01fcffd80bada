/** Publishing: the product's query is checked and run like any other, and what passes the airlock becomes the serving copy (articles 16 and 17). */
import type { Outcome } from '../carry/obey.ts'
import type { Cell, ResultColumn } from '../engine/engine.ts'
import type { RowSink } from '../jobs/collect.ts'
import type { ZoneLog } from '../log.ts'
import type { Models } from '../models/room.ts'
import { servable, servedColumnsOf } from '../models/serve.ts'
import type { ProductSpec } from '../orders.ts'
import type { CheckOutcome } from '../outputs/airlock.ts'
import type { CheckedSql } from '../sql/check.ts'
import { closedWorkspace } from '../tickets.ts'
import type { Clock } from '../time.ts'
import type { Workbench } from '../workbench.ts'
import { reservedNames } from './asked.ts'
import { openChannel } from './channel.ts'
import type { ServedColumn, ServedRow } from './serving-store.ts'
import type { Shelf } from './shelf.ts'
import { streamedCheck } from './streamed-check.ts'

export type PublishProduct = (spec: ProductSpec) => Promise<Outcome>

export interface PublishGround {
  readonly log: ZoneLog
  readonly workbench: Workbench
  readonly models: Models
  readonly shelf: Shelf
  readonly now: Clock
}

export const publishing =
  ({ log, workbench, models, shelf, now }: PublishGround): PublishProduct =>
  async (spec) => {
    if (spec.source.from === 'model' || spec.delivery.by === 'score') return publishModel({ log, models }, spec)
    const sql = sqlOf(spec.source)
    if (sql === undefined) return refused('a product needs a query, a table or a model')
    const checked = await workbench.checked(spec.workspace, sql, [])
    if (!checked.ok) return refused(`the query was refused: ${checked.refusals.map(({ code }) => code).join(', ')}`)
    const wrong = wrongIn(
      spec,
      checked.columns.map(({ name }) => name),
    )
    if (wrong !== undefined) return refused(wrong)
    await log.record({ type: 'product-checked', product: spec.product, version: spec.version, lineage: checked.lineage })
    if (checked.guards === undefined && checked.reads.length === 1) return publishStreamed({ log, workbench, shelf, now }, spec, checked)
    const end = await workbench.runProduct(spec, checked)
    if (end.end === 'withheld') return refused(`the result did not pass: ${end.checks.flatMap(whyWithheld).join('; ')}`)
    if (end.end !== 'done') return { ok: false, refusal: 'failed', detail: `the query ${end.end}: ${end.code}` }
    const closed = closedWorkspace(log.state().workspaces.get(spec.workspace), now())
    if (closed !== undefined)
      return { ok: false, refusal: 'wrong-state', detail: `workspace ${spec.workspace} closed while the query ran: ${closed}` }
    const columns = end.columns.map(servedColumn)
    const rows = await shelf.put(spec, columns, inBatches(end.rows, columns))
    return { ok: true, result: { served: { rows, columns, suppressedRows: end.suppressed } } }
  }

/** The fault that a withheld result ends its copy with; nothing of it is kept. */
const notPassed = new Error('could not keep a copy of a result that did not pass')

/**
 * Rows of one table that is about nobody go from the sandbox into the copy as they come, each seen by the check on its way: what has no guards
 * is held against nothing but itself. The copy is closed, sealed and served only when all have passed.
 */
const publishStreamed = async (
  { log, workbench, shelf, now }: Omit<PublishGround, 'models'>,
  spec: ProductSpec,
  checked: CheckedSql,
): Promise<Outcome> => {
  const columns = checked.columns.map(servedColumn)
  const check = streamedCheck(columns.map(({ name }) => name))
  const channel = openChannel<readonly ServedRow[]>()
  const put = shelf.put(spec, columns, channel)
  put.catch((fault: unknown) => channel.leave(fault instanceof Error ? fault : new Error('could not write a serving copy')))
  const sink: RowSink = {
    columns: () => undefined,
    rows: async (rows) => {
      check.see(rows)
      await channel.give(rows.map((row) => row.map((cell, index) => servedValue(cell, columns[index]))))
    },
  }
  const end = await workbench.runProduct(spec, checked, sink).catch(async (fault: unknown) => {
    channel.fail(notPassed)
    await put.catch(() => undefined)
    await shelf.drop(spec)
    throw fault
  })
  const found = check.findings()
  const closed = closedWorkspace(log.state().workspaces.get(spec.workspace), now())
  if (end.end === 'done' && found.length === 0 && closed === undefined) {
    channel.end()
    return { ok: true, result: { served: { rows: await put, columns, suppressedRows: end.suppressed } } }
  }
  channel.fail(notPassed)
  await put.catch(() => undefined)
  await shelf.drop(spec)
  if (end.end === 'withheld') return refused(`the result did not pass: ${end.checks.flatMap(whyWithheld).join('; ')}`)
  if (found.length > 0)
    return refused(`the result did not pass: ${whyWithheld({ check: 'identifiers', passed: false, findings: found }).join()}`)
  if (end.end !== 'done') return { ok: false, refusal: 'failed', detail: `the query ${end.end}: ${end.code}` }
  return { ok: false, refusal: 'wrong-state', detail: `workspace ${spec.workspace} closed while the query ran: ${closed}` }
}

/** Nothing is copied: the model lies sealed in its workspace, and its features are the parameters. */
const publishModel = async ({ log, models }: Pick<PublishGround, 'log' | 'models'>, spec: ProductSpec): Promise<Outcome> => {
  if (spec.source.from !== 'model' || spec.delivery.by !== 'score') return refused('a model is delivered by scores, and nothing else is')
  const record = servable(await models.record(spec.workspace, spec.source.model))
  if (typeof record === 'string') return refused(record)
  const columns = servedColumnsOf(record)
  const inputs = columns.slice(0, -1).map(({ name }) => name)
  const wrong = wrongIn(spec, inputs) ?? wrongInputs(spec, columns)
  if (wrong !== undefined) return refused(wrong)
  await log.record({ type: 'product-checked', product: spec.product, version: spec.version, lineage: record.lineage })
  return { ok: true, result: { served: { rows: 0, columns: [...columns], suppressedRows: 0 } } }
}

const wrongInputs = ({ parameters, masks }: ProductSpec, columns: readonly ServedColumn[]): string | undefined => {
  if (new Set(columns.map(({ name }) => name)).size !== columns.length) return 'a feature is called like the answer of the model'
  if (masks.length > 0) return 'what was given needs no mask'
  const ranged = parameters.find(({ match }) => match !== 'equals')
  return ranged === undefined ? undefined : `parameter ${ranged.name} gives a value and cannot be a range`
}

/** The check, the first place it objects to, and why; of a collision also with which earlier release. */
const whyWithheld = ({ check, passed, findings: [first] }: CheckOutcome): readonly string[] => {
  if (passed) return []
  return [first === undefined ? check : `${check}: ${first.place} ${first.words.en}`]
}

const refused = (detail: string): Outcome => ({ ok: false, refusal: 'output-refused', detail })

/** The engine's types as consumers read them. A whole number wider than 64 bits, as sums are, is a number. */
const servedColumn = ({ name, type }: ResultColumn): ServedColumn => ({ name, type: servedType(type) })

const servedType = (type: string): string => {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER)$/.test(type)) return 'integer'
  if (/^(HUGEINT|UBIGINT|UHUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return 'number'
  if (type === 'BOOLEAN') return 'boolean'
  if (type === 'DATE') return 'date'
  return type.startsWith('TIMESTAMP') ? 'timestamp' : 'text'
}

const servedValue = (cell: Cell, column: ServedColumn | undefined): ServedRow[number] =>
  (column?.type === 'integer' || column?.type === 'number') && typeof cell === 'string' ? Number(cell) : cell

/** A table is published as the query for all its columns would be: the same checks decide what of it may leave. */
const sqlOf = (source: ProductSpec['source']): string | undefined => {
  if (source.from === 'query') return source.sql
  return source.from === 'table' ? `select * from ${source.table}` : undefined
}

/** What a specification says of columns must be of those that there are. */
const wrongIn = (spec: ProductSpec, columns: readonly string[]): string | undefined => {
  const { parameters, masks, delivery } = spec
  const unknown = parameters.find(({ column }) => !columns.includes(column))
  if (unknown !== undefined) return `parameter ${unknown.name} filters ${unknown.column}, which the query does not give`
  const reserved = parameters.find(({ name }) => reservedNames.includes(name))
  if (reserved !== undefined) return `parameter ${reserved.name} is called like one of the gateway's own`
  const unmasked = masks.find(({ column }) => !columns.includes(column))
  if (unmasked !== undefined) return `a mask covers ${unmasked.column}, which the query does not give`
  const sieved = parameters.find(({ column }) => masks.some((mask) => mask.column === column))
  if (sieved !== undefined) return `parameter ${sieved.name} filters ${sieved.column}, which is masked: a range would find its values out`
  const isWhole = delivery.by === 'file' || delivery.by === 'report'
  if (isWhole && parameters.length > 0) return 'a product that is delivered whole takes no parameters'
  const drawn = 'blocks' in delivery ? delivery.blocks.flatMap(({ over, value }) => [over, value]) : []
  const undrawn = drawn.find((column) => column !== undefined && !columns.includes(column))
  return undrawn === undefined ? undefined : `a part of the page draws ${undrawn}, which the query does not give`
}

const rowsInABatch = 5000

function* inBatches(rows: readonly (readonly Cell[])[], columns: readonly ServedColumn[]): Generator<readonly ServedRow[]> {
  for (let at = 0; at < rows.length; at += rowsInABatch)
    yield rows.slice(at, at + rowsInABatch).map((row) => row.map((cell, index) => servedValue(cell, columns[index])))
}
