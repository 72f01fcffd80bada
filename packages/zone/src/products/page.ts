/** A page made of the rows of a product: tables and drawings, complete without a script, for the report and the dashboard (article 3). */
import type { Block, ProductSpec } from '../orders.ts'
import { inShanghai, written } from '../time.ts'
import type { ServedRow, ServedValue } from './serving-store.ts'

/** Rows as a page draws them: values in the order of the columns. */
export interface Drawn {
  readonly columns: readonly string[]
  readonly rows: readonly ServedRow[]
  /** Whether there were more than the page takes. */
  readonly more: boolean
}

export interface Titled {
  readonly spec: Pick<ProductSpec, 'name' | 'product' | 'version' | 'operator'>
  readonly atMs: number
}

/** What a table shows and what a drawing can still tell apart. */
export const mostInTable = 200
export const mostInDrawing = 40

export const pageOf = ({ spec, atMs }: Titled, blocks: readonly Block[], drawn: Drawn): string =>
  [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(spec.name)}</title><style>${style}</style></head><body><main>`,
    `<h1>${escaped(spec.name)}</h1>`,
    `<p class="note">产品 ${escaped(spec.product)} · 第${spec.version}版 · 运营单位 ${escaped(spec.operator)} · 生成于 ${inShanghai(written(atMs))}（北京时间）</p>`,
    ...blocks.map((block) => section(block, drawn)),
    '</main></body></html>',
  ].join('\n')

/** The two columns that a drawing shows: named, or the first column over the first that holds numbers. */
export const axesOf = ({ over, value }: Block, { columns, rows }: Drawn): readonly [number, number] => {
  const first = Math.max(0, columns.indexOf(over ?? columns[0] ?? ''))
  const numeric = columns.findIndex((_, at) => at !== first && rows.some((row) => typeof row[at] === 'number'))
  const chosen = value === undefined ? numeric : columns.indexOf(value)
  return [first, chosen < 0 ? Math.min(1, Math.max(0, columns.length - 1)) : chosen]
}

export const labelOf = (value: ServedValue | undefined): string => {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'number') return numberText(value)
  return typeof value === 'boolean' ? (value ? '是' : '否') : value
}

const numberText = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 })

const section = (block: Block, drawn: Drawn): string => {
  const body = block.draw === 'table' ? table(drawn) : drawing(block, drawn)
  const cut = cutOf(block, drawn)
  return `<section><h2>${escaped(block.title)}</h2>${body}${cut === '' ? '' : `<p class="note">${cut}</p>`}</section>`
}

/** Nobody takes a part for the whole: says how many rows are shown, where not all are. */
export const cutOf = ({ draw }: Block, { rows, more }: Drawn): string => {
  const shown = Math.min(rows.length, draw === 'table' ? mostInTable : mostInDrawing)
  if (shown === rows.length && !more) return ''
  const [all, inAll] = more ? [`超过 ${rows.length} 行`, `more than ${rows.length}`] : [`共 ${rows.length} 行`, `${rows.length}`]
  return `仅列前 ${shown} 行，${all}。The first ${shown} of ${inAll} rows.`
}

const table = ({ columns, rows }: Drawn): string => {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
  const body = rows
    .slice(0, mostInTable)
    .map((row) => `<tr>${row.map(tableCell).join('')}</tr>`)
    .join('')
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

const tableCell = (value: ServedValue): string => `<td${typeof value === 'number' ? ' class="number"' : ''}>${escaped(labelOf(value))}</td>`

const [width, rowHeight, labelWidth] = [640, 26, 180]

const drawing = (block: Block, drawn: Drawn): string => {
  const [over, value] = axesOf(block, drawn)
  const points = drawn.rows.slice(0, mostInDrawing).map((row) => ({ label: labelOf(row[over]), value: Number(row[value] ?? 0) }))
  const title = `${escaped(block.title)}：${escaped(drawn.columns[value] ?? '')} / ${escaped(drawn.columns[over] ?? '')}`
  if (points.length === 0) return '<p class="note">没有数据。There are no rows.</p>'
  return block.draw === 'bars' ? bars(points, title) : line(points, title)
}

interface Point {
  readonly label: string
  readonly value: number
}

const bars = (points: readonly Point[], title: string): string => {
  const most = Math.max(...points.map(({ value }) => Math.abs(value)), Number.MIN_VALUE)
  const room = width - labelWidth - 90
  const drawn = points.map(({ label, value }, at) => {
    const [y, long] = [at * rowHeight, Math.max(1, Math.round((Math.abs(value) / most) * room))]
    return [
      `<text x="${labelWidth - 8}" y="${y + 18}" text-anchor="end">${escaped(short(label))}</text>`,
      `<rect x="${labelWidth}" y="${y + 4}" width="${long}" height="${rowHeight - 8}"${value < 0 ? ' class="less"' : ''}/>`,
      `<text x="${labelWidth + long + 6}" y="${y + 18}">${numberText(value)}</text>`,
    ].join('')
  })
  return svg(points.length * rowHeight, title, drawn.join(''))
}

const line = (points: readonly Point[], title: string): string => {
  const [height, foot] = [240, 28]
  const values = points.map(({ value }) => value)
  const [least, most] = [Math.min(...values, 0), Math.max(...values)]
  const x = (at: number) => 60 + (at / Math.max(1, points.length - 1)) * (width - 80)
  const y = (value: number) => 10 + (1 - (value - least) / (most - least || 1)) * (height - foot - 20)
  const path = points.map(({ value }, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('')
  const ends = [0, points.length - 1].map(
    (at) =>
      `<text x="${x(at)}" y="${height - 8}" text-anchor="${at === 0 ? 'start' : 'end'}">${escaped(short(points[at]?.label ?? ''))}</text>`,
  )
  const scale = [least, most].map((value) => `<text x="54" y="${y(value) + 4}" text-anchor="end">${numberText(value)}</text>`)
  return svg(height, title, `<path d="${path}"/>${[...new Set(ends)].join('')}${scale.join('')}`)
}

const svg = (height: number, title: string, body: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}"><title>${title}</title>${body}</svg>`

const short = (label: string): string => (label.length > 14 ? `${label.slice(0, 13)}…` : label)

/** Text of data is text: nothing of it is ever read as markup. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

const style = `
body{margin:0;background:#f3f5f8;color:rgba(0,0,0,.88);font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
main{max-width:720px;margin:0 auto;padding:16px}h1{font-size:22px}h2{font-size:17px;margin-top:0}.note{color:rgba(0,0,0,.62)}
section{background:#fff;border:1px solid #d9dee5;border-radius:4px;padding:16px;margin:16px 0}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e5e8ec;padding:6px 8px;text-align:left;white-space:nowrap}.number{text-align:right;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto}text{font-size:13px;fill:rgba(0,0,0,.78)}rect{fill:#0b5cad}.less{fill:#b42318}path{fill:none;stroke:#0b5cad;stroke-width:2}
@media print{body{background:#fff}section{break-inside:avoid;border:0;padding:0}}@page{size:A4;margin:18mm}`
