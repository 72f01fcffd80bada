/** A table over a field registry that draws only the rows in sight, however many there are; sorted by its heads, with rows that can be chosen. */
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useSpeech } from '../words/words.tsx'
import type { Field, Fields } from './fields.ts'
import { Scroll } from './Scroll.tsx'

/** So few are all drawn: for paper, and for whoever searches within the page. */
const allDrawn = 60
const rowHeight = 43
const cardHeight = 150
const beyondSight = 12
/** So many rows before the end more are asked for. */
const aheadRows = 150

export interface Sorting<Key extends string> {
  readonly by: Key
  readonly isDown: boolean
}

interface RowTableProps<Row, Key extends string> {
  readonly name: string
  readonly fields: Fields<Row, Key>
  readonly columns: readonly Key[]
  readonly count: number
  readonly rowAt: (place: number) => Row | undefined
  readonly rowKey: (row: Row) => string
  /** How many there are, also those that are not loaded. */
  readonly total: number
  readonly sortable: readonly Key[]
  readonly sorting: Sorting<Key>
  readonly onSort: (key: Key) => void
  /** The rows near the end are in sight. */
  readonly onNearEnd: () => void
  readonly choosing?: Choosing<Row> | undefined
}

export interface Choosing<Row> {
  readonly isChosen: (key: string) => boolean
  readonly choose: (row: Row, isChosen: boolean) => void
  readonly chooseAll: (isChosen: boolean) => void
  readonly areAll: boolean
  readonly label: (row: Row) => string
  readonly labelAll: string
}

export const RowTable = <Row, Key extends string>(props: RowTableProps<Row, Key>) => {
  const { name, fields, columns, count, rowAt, rowKey, total, onNearEnd, choosing } = props
  const place = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => setTop((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    measure()
    const watching = new ResizeObserver(measure)
    watching.observe(document.body)
    return () => watching.disconnect()
  }, [])
  // The same function while the rows are the same: with another one every row, in sight or not, is reckoned anew with each step of the wheel.
  const keyAt = useCallback(
    (at: number) => {
      const row = rowAt(at)
      return row === undefined ? at : rowKey(row)
    },
    [rowAt, rowKey],
  )
  const isWhole = count <= allDrawn && count >= total
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => (window.innerWidth > 640 ? rowHeight : cardHeight),
    overscan: isWhole ? allDrawn : beyondSight,
    scrollMargin: top,
    getItemKey: keyAt,
  })
  const seen = rows.getVirtualItems()
  const last = seen.at(-1)
  const isNearEnd = last !== undefined && last.index >= count - aheadRows
  useLayoutEffect(() => {
    if (isNearEnd) onNearEnd()
  }, [isNearEnd, onNearEnd])
  const width = columns.length + (choosing ? 1 : 0)
  return (
    <div ref={place}>
      <Scroll name={name}>
        <table className="data cards rows" aria-rowcount={total + 1}>
          <caption className="unseen">{name}</caption>
          <Head {...props} />
          <tbody>
            <Gap height={(seen[0]?.start ?? top) - top} width={width} />
            {seen.map(({ index, key }) => {
              const row = rowAt(index)
              if (row === undefined) return null
              const id = rowKey(row)
              return (
                <Line
                  key={key}
                  index={index}
                  row={row}
                  fields={fields as Fields<unknown, string>}
                  columns={columns}
                  measure={rows.measureElement}
                  isChosen={choosing?.isChosen(id)}
                  choose={choosing?.choose as ((row: unknown, isChosen: boolean) => void) | undefined}
                  label={choosing?.label(row)}
                />
              )
            })}
            <Gap height={rows.getTotalSize() - ((last?.end ?? top) - top)} width={width} />
          </tbody>
        </table>
      </Scroll>
    </div>
  )
}

/** Stands for the rows that are not drawn. */
const Gap = ({ height, width }: { readonly height: number; readonly width: number }) =>
  height <= 0 ? null : (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className="gap">
      <td colSpan={width} style={{ height }} />
    </tr>
  )

const Head = <Row, Key extends string>({ fields, columns, sortable, sorting, onSort, choosing }: RowTableProps<Row, Key>) => {
  const { words } = useSpeech()
  const way = (key: Key) => (key === sorting.by ? (sorting.isDown ? 'descending' : 'ascending') : 'none')
  return (
    <thead>
      <tr aria-rowindex={1}>
        {choosing ? (
          <th scope="col" className="choice">
            <input
              type="checkbox"
              aria-label={choosing.labelAll}
              checked={choosing.areAll}
              onChange={({ target }) => choosing.chooseAll(target.checked)}
            />
          </th>
        ) : null}
        {columns.map((key) => {
          const label = words.fields[fields[key].label]
          if (!sortable.includes(key))
            return (
              <th key={key} scope="col" className={fields[key].align}>
                {label}
              </th>
            )
          return (
            <th key={key} scope="col" className={fields[key].align} aria-sort={way(key)}>
              <button type="button" className="sort" title={words.lists.sortBy(label)} onClick={() => onSort(key)}>
                {label}
                <span aria-hidden="true" className="sort-way">
                  {key === sorting.by ? (sorting.isDown ? '▼' : '▲') : '↕'}
                </span>
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface LineProps {
  readonly index: number
  readonly row: unknown
  readonly fields: Fields<unknown, string>
  readonly columns: readonly string[]
  readonly measure: (element: HTMLElement | null) => void
  readonly isChosen: boolean | undefined
  readonly choose: ((row: unknown, isChosen: boolean) => void) | undefined
  readonly label: string | undefined
}

/** Drawn once and left alone while it is in sight. */
const Line = memo(({ index, row, fields, columns, measure, isChosen, choose, label }: LineProps) => {
  const { words } = useSpeech()
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className={isChosen ? 'chosen' : undefined}>
      {choose ? (
        <td className="choice">
          <input type="checkbox" aria-label={label} checked={isChosen ?? false} onChange={({ target }) => choose(row, target.checked)} />
        </td>
      ) : null}
      {columns.map((key) => {
        const field: Field<unknown> | undefined = fields[key]
        return field ? (
          <td key={key} className={field.align} data-label={words.fields[field.label]}>
            {field.show(row) as ReactNode}
          </td>
        ) : null
      })}
    </tr>
  )
})
