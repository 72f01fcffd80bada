/** Publishing: the product's query is checked and run like any other, and what passes the airlock becomes the serving copy (articles 16 and 17). */
import type { Outcome } from '../carry/obey.ts'
import type { Cell, ResultColumn } from '../engine/engine.ts'
import type { ZoneLog } from '../log.ts'
import type { ProductSpec } from '../orders.ts'
import type { CheckOutcome } from '../outputs/airlock.ts'
import { closedWorkspace } from '../tickets.ts'
import type { Clock } from '../time.ts'
import type { Workbench } from '../workbench.ts'
import type { ServedColumn, ServedRow } from './serving-store.ts'
import type { Shelf } from './shelf.ts'

export type PublishProduct = (spec: ProductSpec) => Promise<Outcome>

export interface PublishGround {
  readonly log: ZoneLog
  readonly workbench: Workbench
  readonly shelf: Shelf
  readonly now: Clock
}

export const publishing =
  ({ log, workbench, shelf, now }: PublishGround): PublishProduct =>
  async (spec) => {
    const checked = await workbench.checked(spec.workspace, spec.sql, [])
    if (!checked.ok) return refused(`the query was refused: ${checked.refusals.map(({ code }) => code).join(', ')}`)
    const unknown = spec.parameters.find(({ column }) => !checked.columns.some(({ name }) => name === column))
    if (unknown !== undefined) return refused(`parameter ${unknown.name} filters ${unknown.column}, which the query does not give`)
    await log.record({ type: 'product-checked', product: spec.product, version: spec.version, lineage: checked.lineage })
    const end = await workbench.runProduct(spec, checked)
    if (end.end === 'withheld') return refused(`the result did not pass: ${end.checks.flatMap(whyWithheld).join('; ')}`)
    if (end.end !== 'done') return { ok: false, refusal: 'failed', detail: `the query ${end.end}: ${end.code}` }
    const closed = closedWorkspace(log.state().workspaces.get(spec.workspace), now())
    if (closed !== undefined)
      return { ok: false, refusal: 'wrong-state', detail: `workspace ${spec.workspace} closed while the query ran: ${closed}` }
    const columns = end.columns.map(servedColumn)
    await shelf.put(
      spec,
      columns,
      end.rows.map((row) => row.map((cell, index) => servedValue(cell, columns[index]))),
    )
    return { ok: true, result: { served: { rows: end.rows.length, columns, suppressedRows: end.suppressed } } }
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
