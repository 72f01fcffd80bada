/** Numbers for cells of which some sums are nothing, solved one equation after another: each number as a sum of those that are still free. */
import type { PrimeField } from './prime-field.ts'

/** Numbers of unknowns, rising, and what each is taken times. */
export interface Terms {
  readonly at: readonly number[]
  readonly by: readonly number[]
}

const nothing: Terms = { at: [], by: [] }

export interface Equations {
  /** What the sum of these unknowns comes to, in free ones. */
  readonly sum: (unknowns: Iterable<number>) => Terms
  /** The same where each is taken some times. */
  readonly sumOf: (terms: Terms) => Terms
  /** Lets a sum of free unknowns be nothing; answers the unknown that is not free any more. */
  readonly settle: (terms: Terms) => number | undefined
  /** Some solutions, by chance: a sum that is nothing in one of them is nothing in all there are, but for a chance of one in the prime. */
  readonly solutions: Solutions
  readonly copy: () => Equations
  readonly prime: number
  readonly over: (one: number, other: number) => number
}

export type Solutions = readonly [Float64Array, Float64Array, Float64Array]

/** How many steps have been made, over all copies. */
export interface Effort {
  steps: number
}

interface Ground {
  readonly field: PrimeField
  readonly effort: Effort
  /** Unknowns from here on stay free as long as there are others to settle. */
  readonly last: number
}

/** @param count unknowns are numbered from 1 to this @param chance from 0 to below 1 */
export const openEquations = (count: number, ground: Ground, chance: () => number): Equations => {
  const terms: Terms[] = Array.from({ length: count + 1 }, (_, at) => (at === 0 ? nothing : { at: [at], by: [1] }))
  const users: Set<number>[] = Array.from({ length: count + 1 }, (_, at) => new Set(at === 0 ? [] : [at]))
  const solution = () => Float64Array.from({ length: count + 1 }, (_, at) => (at === 0 ? 0 : Math.floor(chance() * ground.field.prime)))
  return equationsOf({ terms, users, solutions: [solution(), solution(), solution()] }, ground)
}

interface Standing {
  readonly terms: Terms[]
  /** By free unknown: whose terms name it. */
  readonly users: Set<number>[]
  readonly solutions: Solutions
}

const equationsOf = ({ terms, users, solutions }: Standing, ground: Ground): Equations => {
  const { field, effort, last } = ground
  const gather = openGathering(terms.length, field)
  const settle = (sum: Terms): number | undefined => {
    const pivot = pivotOf(sum, last, (one) => users[one]?.size ?? 0)
    if (pivot === undefined) return undefined
    const own = termOf(sum, pivot)
    const least = field.over(field.minus(0, 1), own)
    const at = sum.at.filter((one) => one !== pivot)
    const shares = at.map((one) => field.times(termOf(sum, one), least))
    const instead: Terms = { at, by: shares }
    const moves = solutions.map((solution) => {
      const value = instead.at.reduce((all, one, at) => field.plus(all, field.times(shares[at] ?? 0, solution[one] ?? 0)), 0)
      return field.minus(value, solution[pivot] ?? 0)
    })
    for (const user of users[pivot] ?? []) {
      const known = terms[user] ?? nothing
      const times = termOf(known, pivot)
      if (times === 0) continue
      for (const [at, solution] of solutions.entries()) solution[user] = field.plus(solution[user] ?? 0, field.times(times, moves[at] ?? 0))
      terms[user] = replaced(known, pivot, times, instead, field)
      effort.steps += known.at.length + instead.at.length
      for (const one of instead.at) users[one]?.add(user)
    }
    users[pivot] = new Set()
    return pivot
  }
  return {
    sum: (unknowns) => {
      for (const one of unknowns) {
        const { at = [], by = [] } = terms[one] ?? nothing
        effort.steps += at.length
        for (let index = 0; index < at.length; index += 1) gather.add(at[index] ?? 0, by[index] ?? 0)
      }
      return gather.taken()
    },
    sumOf: ({ at: unknowns, by: times }) => {
      for (const [place, one] of unknowns.entries()) {
        const { at = [], by = [] } = terms[one] ?? nothing
        for (let index = 0; index < at.length; index += 1) gather.add(at[index] ?? 0, field.times(by[index] ?? 0, times[place] ?? 0))
      }
      return gather.taken()
    },
    settle,
    solutions,
    prime: field.prime,
    over: field.over,
    copy: () => {
      const [one, other, third] = solutions
      for (const set of users) effort.steps += 1 + set.size
      return equationsOf(
        { terms: [...terms], users: users.map((set) => new Set(set)), solutions: [one.slice(), other.slice(), third.slice()] },
        ground,
      )
    },
  }
}

/** Of those that may go, the one that the fewest depend on: then least is written anew. */
const pivotOf = ({ at }: Terms, last: number, usersOf: (one: number) => number): number | undefined => {
  let found: number | undefined
  for (const one of at) {
    if (found === undefined || (found >= last && one < last)) found = one
    else if (one >= last === found >= last && usersOf(one) < usersOf(found)) found = one
  }
  return found
}

const termOf = ({ at, by }: Terms, one: number): number => {
  let [low, high] = [0, at.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = at[middle] ?? 0
    if (here === one) return by[middle] ?? 0
    if (here < one) low = middle + 1
    else high = middle - 1
  }
  return 0
}

/** One unknown of a sum gives way to what it is. */
const replaced = ({ at, by }: Terms, pivot: number, times: number, instead: Terms, field: PrimeField): Terms => {
  const all: { readonly at: number[]; readonly by: number[] } = { at: [], by: [] }
  let [left, right] = [0, 0]
  const put = (one: number, share: number) => {
    if (share === 0) return
    all.at.push(one)
    all.by.push(share)
  }
  while (left < at.length || right < instead.at.length) {
    const [one, other] = [at[left] ?? Number.POSITIVE_INFINITY, instead.at[right] ?? Number.POSITIVE_INFINITY]
    if (one === pivot) left += 1
    else if (one < other) put(one, by[left++] ?? 0)
    else if (other < one) put(other, field.times(times, instead.by[right++] ?? 0))
    else put(one, field.plus(by[left++] ?? 0, field.times(times, instead.by[right++] ?? 0)))
  }
  return all
}

const openGathering = (length: number, field: PrimeField) => {
  const shares = new Float64Array(length)
  const met: number[] = []
  const isMet = new Uint8Array(length)
  return {
    add: (one: number, share: number): void => {
      shares[one] = field.plus(shares[one] ?? 0, share)
      if (isMet[one] === 1) return
      isMet[one] = 1
      met.push(one)
    },
    taken: (): Terms => {
      const at = met.filter((one) => shares[one] !== 0).sort((one, other) => one - other)
      const by = at.map((one) => shares[one] ?? 0)
      for (const one of met.splice(0)) {
        shares[one] = 0
        isMet[one] = 0
      }
      return { at, by }
    },
  }
}
