/** Replaces an amount by the band it lies in: bands between edges that the decision names, the lower edge included. */
import { quoted } from '../engine/engine.ts'
import type { MaskKind } from './mask.ts'

export const bands: MaskKind<'bands'> = {
  kind: 'bands',
  inverse: 'none',
  leaks: { zh: '数值所在的区间；最外两个区间没有边界', en: 'the band the number lies in; the outermost two are open' },
  fits: ['integer', 'number'],
  toSql: ({ edges }, column) => {
    const value = `CAST(${quoted(column.name)} AS DOUBLE)`
    const rising = [...new Set(edges)].toSorted((one, other) => one - other)
    const [first = 0] = rising
    const upTo = rising
      .slice(1)
      .map((_, index) => `WHEN ${value} < ${numberIn(column.slot, index + 1)} THEN ${wordIn(column.slot, index + 1)}`)
    const sql = `CASE WHEN ${value} < ${numberIn(column.slot, 0)} THEN ${wordIn(column.slot, 0)} ${upTo.join(' ')} WHEN ${value} IS NOT NULL THEN ${wordIn(column.slot, rising.length)} END`
    const words = [`<${first}`, ...rising.slice(1).map((edge, index) => `${rising[index]}–${edge}`), `≥${rising.at(-1)}`]
    return {
      sql,
      bind: Object.assign(
        {},
        ...rising.map((edge, index) => ({ [`${column.slot}_e${index}`]: edge })),
        ...words.map((word, index) => ({ [`${column.slot}_w${index}`]: word })),
      ),
      type: 'text',
    }
  },
}

const numberIn = (slot: string, index: number): string => `CAST($${slot}_e${index} AS DOUBLE)`
const wordIn = (slot: string, index: number): string => `CAST($${slot}_w${index} AS VARCHAR)`
