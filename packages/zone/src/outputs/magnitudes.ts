/** How much a row adds to a sum, rounded to about a hundredth and without its sign: enough to judge who makes it up, and no more is kept. */

const steps = 64
const middle = 32_768

/** SQL for the magnitude of a column of numbers, as a whole number below 65,536; nothing is 0. */
export const magnitudeOf = (column: string): string =>
  `CASE WHEN coalesce(${column}, 0) = 0 THEN 0 ELSE greatest(1, least(65535, ${middle} + round(${steps} * log2(abs(CAST(${column} AS DOUBLE)))))) END`

/** By magnitude: what it stands for. */
export const amountByMagnitude: Float64Array = Float64Array.from({ length: 65_536 }, (_, code) =>
  code === 0 ? 0 : 2 ** ((code - middle) / steps),
)

/** What is known to a hundredth only is judged as if a little more of it were made up by few. */
export const roundingShare = 0.01
