/** What the people of each class add to a sum: the largest of them one by one, the others together; the rows are looked at once a look. */
import type { ClassAmounts } from './contributions.ts'
import type { Cells, Classes } from './division.ts'
import { amountByMagnitude } from './magnitudes.ts'

interface Summing {
  /** Of the table and its column. */
  readonly name: string
  readonly few: number
  readonly amounts: () => Promise<Uint16Array>
}

/** Goes with the look. */
const known = new WeakMap<Cells, Map<string, Promise<ClassAmounts>>>()

export const amountsByClass = (classes: Classes, { name, few, amounts }: Summing): Promise<ClassAmounts> => {
  const byName = known.get(classes.of) ?? new Map<string, Promise<ClassAmounts>>()
  known.set(classes.of, byName)
  const found = byName.get(`${name} ${few}`) ?? amounts().then((magnitudes) => summed(classes, few, magnitudes))
  byName.set(`${name} ${few}`, found)
  found.catch(() => byName.delete(`${name} ${few}`))
  return found
}

const summed = ({ of, weights }: Classes, few: number, magnitudes: Uint16Array): ClassAmounts => {
  const [tops, rests] = [new Float64Array(weights.length * few), new Float64Array(weights.length)]
  for (let row = 0; row < of.length; row += 1) {
    const one = of[row] ?? 0
    const amount = amountByMagnitude[magnitudes[row] ?? 0] ?? 0
    const [first, last] = [one * few, one * few + few - 1]
    const smallest = tops[last] ?? 0
    // What does not reach the largest, or falls out of them, is one of the others.
    rests[one] = (rests[one] ?? 0) + Math.min(amount, smallest)
    if (amount <= smallest) continue
    let at = last
    for (; at > first && (tops[at - 1] ?? 0) < amount; at -= 1) tops[at] = tops[at - 1] ?? 0
    tops[at] = amount
  }
  return { few, tops, rests }
}
