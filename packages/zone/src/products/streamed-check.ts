/** The check for identifiers on rows that are too many to hold: each is seen once, as it passes (article 16). */
import type { Cell } from '../engine/engine.ts'
import type { Finding } from '../outputs/check.ts'
import { type Pattern, patterns } from '../outputs/patterns.ts'
import { readings } from '../outputs/readings.ts'

export interface StreamedCheck {
  readonly see: (rows: readonly (readonly Cell[])[]) => void
  /** Asked once all have passed. */
  readonly findings: () => readonly Finding[]
}

/** Texts repeat; so many of a column are remembered as seen. */
const mostRemembered = 100_000
const mostFindings = 20

/** The same readings and patterns as for a result that is held whole; what it says of a column of numbers rests on all of them. */
export const streamedCheck = (columns: readonly string[]): StreamedCheck => {
  const found: Finding[] = []
  const seen = columns.map(() => new Set<string>())
  const numbers = columns.map(() => ({ all: 0, byPattern: patterns.map(() => 0) }))
  let row = 0

  const text = (value: string, at: number): void => {
    if (value.length < 6 || found.length >= mostFindings || seen[at]?.has(value) === true) return
    if ((seen[at]?.size ?? 0) < mostRemembered) seen[at]?.add(value)
    const hit = patterns.find(({ isIn }) => readings(value).some(isIn))
    if (hit !== undefined) found.push(finding(hit, `row ${row}, column ${columns[at]}`))
  }
  const number = (value: number, at: number): void => {
    const count = numbers[at]
    if (count === undefined) return
    count.all += 1
    // A number of fewer than eleven digits is none of what is looked for.
    if (value < 10_000_000_000) return
    const written = String(value)
    patterns.forEach(({ isIn }, index) => {
      if (isIn(written)) count.byPattern[index] = (count.byPattern[index] ?? 0) + 1
    })
  }
  return {
    see: (rows) => {
      for (const cells of rows) {
        row += 1
        for (const [at, value] of cells.entries()) {
          if (typeof value === 'string') text(value, at)
          else if (typeof value === 'number') number(value, at)
        }
      }
    },
    findings: () => [
      ...found,
      ...numbers.flatMap(({ all, byPattern }, at) =>
        patterns.flatMap((one, index) => (all > 0 && (byPattern[index] ?? 0) > all / 2 ? [finding(one, `column ${columns[at]}`)] : [])),
      ),
    ],
  }
}

const finding = ({ code, words }: Pattern, place: string): Finding => ({ code, words, place })
