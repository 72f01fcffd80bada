/** By what steps a column is generalized where nobody has said otherwise: each step a mask, each says less than the one before. */

import type { ColumnType } from '../masks/mask.ts'
import type { Mask } from '../orders.ts'
import { kindOf } from '../synthetic/kinds.ts'

/** `undefined` is the value itself. The last step is always that nothing is left. */
export type Levels = readonly (Mask | undefined)[]

export interface LevelledColumn {
  readonly name: string
  readonly type: ColumnType
  /** What the column was confirmed to hold. */
  readonly kind?: string | undefined
  /** Of a number: how wide its middle 98 of 100 values lie. */
  readonly span?: number | undefined
}

export const levelsOf = (column: LevelledColumn): Levels => [undefined, ...stepsOf(column), { kind: 'suppress' }]

const stepsOf = (column: LevelledColumn): readonly Mask[] => {
  switch (column.type) {
    case 'date':
    case 'timestamp':
      return (['month', 'quarter', 'year', 'decade'] as const).map((to) => ({ kind: 'generalize-date', to }))
    case 'integer':
    case 'number':
      return widthsFor(column.span ?? 0, column.type === 'integer').map((width) => ({ kind: 'generalize-number', width }))
    case 'text':
      return kindOf({ name: column.name, type: 'text', kind: column.kind }) === 'address'
        ? (['street', 'district', 'city'] as const).map((to) => ({ kind: 'generalize-address', to }))
        : []
    case 'boolean':
      return []
  }
}

/** Each width divides the next, so that a wider band is made of whole narrower ones: 5, 10, 50, 100 and so on, from about a hundredth of the span to half of it. */
export const widthsFor = (span: number, isInteger: boolean): readonly number[] => {
  if (!(span > 0)) return []
  const least = isInteger ? 0 : -6
  const widths = Array.from({ length: 40 }, (_, index) => [5 * 10 ** (index + least - 1), 10 ** (index + least)]).flat()
  return widths
    .map((width) => Number(width.toPrecision(3)))
    .filter((width) => width >= span / 120 && width <= span / 2 && (!isInteger || (Number.isInteger(width) && width > 1)))
    .toSorted((one, other) => one - other)
}
