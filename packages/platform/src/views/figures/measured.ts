/** A figure made of its grains: a total, its parts and its months; each with who stands behind it, so that what would tell of few can be seen. */
import type { By, Figure, Measure } from '../../contract/figures.ts'
import type { Grain } from './grain.ts'
import type { Month } from './months.ts'

export interface Cell {
  readonly value: number
  readonly counted: number
  /** What each subject adds. */
  readonly bySubject: ReadonlyMap<string, number>
}

export interface Measured {
  readonly total: Cell
  readonly breakdowns: readonly { readonly by: By; readonly parts: readonly (readonly [key: string, cell: Cell])[] }[]
  readonly months: readonly (readonly [month: string, cell: Cell])[]
}

type Shape = Pick<Figure, 'measure' | 'by' | 'series'>

export const measured = ({ measure, by, series }: Shape, grains: readonly Grain[], months: readonly Month[]): Measured => {
  const shown = months.map(({ name }) => name)
  const within = grains.filter(({ month }) => month !== undefined && shown.includes(month))
  const counting = inTotal(measure, grains, within, shown.at(-1))
  return {
    total: cellOf(measure, counting),
    breakdowns: by.map((one) => ({ by: one, parts: partsBy(one, measure, counting) })),
    months:
      series === undefined
        ? []
        : shown.map((month) => [
            month,
            cellOf(
              measure,
              within.filter((grain) => grain.month === month),
            ),
          ]),
  }
}

/** What stands counts whenever it came about; what flows counts within the months; a level is that of the last one. */
const inTotal = (measure: Measure, all: readonly Grain[], within: readonly Grain[], last: string | undefined): readonly Grain[] => {
  if (measure === 'level') return within.filter(({ month }) => month === last)
  return measure === 'flow' || measure === 'distinct' ? within : all
}

const partsBy = (by: By, measure: Measure, grains: readonly Grain[]): readonly (readonly [string, Cell])[] => {
  const byKey = new Map<string, Grain[]>()
  for (const grain of grains) {
    const key = grain.keys[by] ?? ''
    byKey.set(key, [...(byKey.get(key) ?? []), grain])
  }
  return [...byKey].map(([key, own]) => [key, cellOf(measure, own)])
}

const cellOf = (measure: Measure, grains: readonly Grain[]): Cell => {
  const bySubject = new Map<string, number>()
  for (const { subject, value } of grains) bySubject.set(subject, (bySubject.get(subject) ?? 0) + value)
  const counted = grains.reduce((sum, grain) => sum + grain.counted, 0)
  return { value: amountOf(measure, grains, bySubject), counted: measure === 'distinct' ? bySubject.size : counted, bySubject }
}

const amountOf = (measure: Measure, grains: readonly Grain[], { size }: ReadonlyMap<string, number>): number => {
  if (measure === 'distinct') return size
  return measure === 'greatest'
    ? grains.reduce((most, { value }) => Math.max(most, value), 0)
    : grains.reduce((sum, { value }) => sum + value, 0)
}
