/** Article 29: how a grade came about, term by term, and the smallest change of each indicator that would have made it another. */
import { type Grade, grades, type Indicator, resultOf, type Score } from './state.ts'

/** Points times weight of one indicator, as it goes into the total. */
export interface Term {
  readonly indicator: string
  readonly name: string
  readonly points: number
  /** Basis points. */
  readonly weight: number
  /** Points times weight; ten thousand times a point. */
  readonly product: number
}

export interface Arithmetic {
  readonly terms: readonly Term[]
  /** Sum of the products. */
  readonly sum: number
  /** The sum over one hundred, rounded down: hundredths of a point. */
  readonly total: number
  /** Points from which a grade is A, B, C. */
  readonly lines: readonly number[]
  readonly grade: Grade
}

export const arithmeticOf = (indicators: readonly Indicator[], scores: readonly Score[], lines: readonly number[]): Arithmetic => {
  const terms = indicators.map(({ code, name, weight }): Term => {
    const points = scores.find(({ indicator }) => indicator === code)?.points ?? 0
    return { indicator: code, name, points, weight, product: points * weight }
  })
  const sum = terms.reduce((before, { product }) => before + product, 0)
  return { terms, sum, lines, ...resultOf(indicators, scores, lines) }
}

/** What one indicator alone would have had to be. */
export interface Otherwise {
  readonly points: number
  /** Against what was given; negative where fewer points already make it worse. */
  readonly change: number
  readonly grade: Grade
}

export interface Sensitivity {
  readonly indicator: string
  /** Undefined where even full points would not lift the grade. */
  readonly better: Otherwise | undefined
  /** Undefined where no points at all would not lower it. */
  readonly worse: Otherwise | undefined
}

const rank = (grade: Grade): number => grades.indexOf(grade)

/** For each indicator, the others as they are: the nearest points that give a better grade, and the nearest that give a worse one. */
export const sensitivityOf = (
  indicators: readonly Indicator[],
  scores: readonly Score[],
  lines: readonly number[],
): readonly Sensitivity[] => {
  const { grade } = resultOf(indicators, scores, lines)
  return indicators.map(({ code }) => {
    const given = scores.find(({ indicator }) => indicator === code)?.points ?? 0
    const gradeAt = (points: number): Grade => resultOf(indicators, withPoints(scores, code, points), lines).grade
    const nearest = (candidates: readonly number[], isWanted: (other: Grade) => boolean): Otherwise | undefined => {
      const points = candidates.find((one) => isWanted(gradeAt(one)))
      return points === undefined ? undefined : { points, change: points - given, grade: gradeAt(points) }
    }
    return {
      indicator: code,
      better: nearest(upFrom(given), (other) => rank(other) < rank(grade)),
      worse: nearest(downFrom(given), (other) => rank(other) > rank(grade)),
    }
  })
}

const full = 100
const upFrom = (points: number): readonly number[] => Array.from({ length: full - points }, (_, at) => points + at + 1)
const downFrom = (points: number): readonly number[] => Array.from({ length: points }, (_, at) => points - at - 1)

const withPoints = (scores: readonly Score[], indicator: string, points: number): readonly Score[] => [
  ...scores.filter((one) => one.indicator !== indicator),
  { indicator, points, reason: '' },
]
