/** How likely it is that data without a mark looks as if it had it: the bound that stands beside every answer of a trace. */

/** Base-ten logarithm of the chance that at least `matched` of `of` fair coins fall one way. */
export const logChance = (matched: number, of: number): number => {
  if (matched <= 0) return 0
  if (matched > of) return Number.NEGATIVE_INFINITY
  const first = logBinomial(of, matched)
  let [sum, term] = [1, 1]
  // Each term from the one before; they fall quickly above the middle and are bounded by the first below it.
  for (let k = matched; k < of; k++) {
    term *= (of - k) / (k + 1)
    sum += term
    if (term < sum * 1e-17) break
  }
  return Math.min(0, first + Math.log10(sum) - of * Math.log10(2))
}

const logBinomial = (n: number, k: number): number => (lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k)) / Math.LN10

/** Exact where it is short, Stirling with three terms beyond: right to ten digits. */
const lnFactorial = (n: number): number => {
  if (n < 32) {
    let product = 0
    for (let k = 2; k <= n; k++) product += Math.log(k)
    return product
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
