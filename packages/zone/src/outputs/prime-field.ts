/** Exact arithmetic on remainders: whole numbers below a prime of 26 bits, so that a product of two stays exact in a number of the language. */

export interface PrimeField {
  readonly prime: number
  readonly times: (one: number, other: number) => number
  readonly plus: (one: number, other: number) => number
  readonly minus: (one: number, other: number) => number
  readonly over: (one: number, other: number) => number
}

export const primeField = (prime: number): PrimeField => {
  const inverse = 1 / prime
  const times = (one: number, other: number): number => {
    const product = one * other
    const rest = product - Math.floor(product * inverse) * prime
    if (rest < 0) return rest + prime
    return rest >= prime ? rest - prime : rest
  }
  const plus = (one: number, other: number) => (one + other >= prime ? one + other - prime : one + other)
  const minus = (one: number, other: number) => (one < other ? one - other + prime : one - other)
  const inverted = (one: number): number => {
    let [a, b, x, y] = [one, prime, 1, 0]
    while (b !== 0) {
      const share = Math.floor(a / b)
      ;[a, b, x, y] = [b, a - share * b, y, x - share * y]
    }
    return x < 0 ? x + prime : x
  }
  return { prime, times, plus, minus, over: (one, other) => times(one, inverted(other)) }
}

const [least, most] = [2 ** 25, 2 ** 26]

/** The next prime from a place that chance gives: who asks cannot make sums that happen to be a multiple of it. @param chance from 0 to below 1 */
export const somePrime = (chance: number): number => {
  for (let one = least + 1 + 2 * Math.floor(chance * ((most - least) / 2 - 500)); ; one += 2) if (isPrime(one)) return one
}

const isPrime = (odd: number): boolean => {
  for (let divisor = 3; divisor * divisor <= odd; divisor += 2) if (odd % divisor === 0) return false
  return true
}
