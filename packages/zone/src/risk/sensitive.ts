/** What is learnt of somebody whose class is known although nobody is singled out: l-diversity and t-closeness (articles 12 and 16). */
import type { DataEngine } from '../engine/data.ts'
import type { MeasuredRisk } from '../orders.ts'
import { cells, countCells, isOrdered, type Measured, type SensitiveColumn, values } from './classes.ts'
import { numberIn } from './sizes.ts'

type MeasuredSensitive = NonNullable<MeasuredRisk['sensitive']>[number]

/**
 * Over all classes, with p the distribution of the column in a class and q in the whole table over m values:
 *
 * - distinct l: fewest different values in a class;
 * - entropy l: least exp(−Σ p ln p), which a value that outweighs the others pulls down;
 * - t: greatest distance between p and q. Of categories, each as far from each: ½ Σ |p − q|. Of numbers and days, in their order
 *   (earth mover's distance, a step costs 1/(m − 1)): 1/(m − 1) Σ over i < m of |P(i) − Q(i)|, P and Q summed up to the i-th value.
 *
 * Empty is a value. Needs the classes of `countClasses`.
 */
export const measureSensitive = async (engine: DataEngine, measured: Measured, column: SensitiveColumn): Promise<MeasuredSensitive> => {
  await countCells(engine, measured, column)
  const distance = isOrdered(column) ? inOrder : alike
  const [found = {}] = await engine.rows(`SELECT min(distinct_l) AS distinct_l, min(entropy_l) AS entropy_l FROM (${diversity})`)
  const [{ t } = { t: 0 }] = await engine.rows(`SELECT max(t) AS t FROM (${distance})`)
  const [{ found: distinct } = { found: 0 }] = await engine.rows(`SELECT count(*) AS found FROM ${values}`)
  return {
    column: column.name,
    order: isOrdered(column) ? 'numbers' : 'categories',
    values: Number(distinct),
    l: numberIn(found, 'distinct_l'),
    entropyL: numberIn(found, 'entropy_l'),
    // Sums of shares differ from 1 in their last digit.
    t: Math.max(0, Math.min(1, Number(t ?? 0))),
  }
}

/** −Σ (n/N) ln (n/N) is ln N − Σ (n ln n)/N. */
const diversity = `SELECT count(*) AS distinct_l, exp(ln(any_value(size)) - sum(n * ln(n)) / any_value(size)) AS entropy_l FROM ${cells} GROUP BY class`

/** Values that the class has not are as far as their share: together 1 less the shares of those it has. */
const alike = `SELECT (sum(abs(n / size - share)) + 1 - sum(share)) / 2 AS t FROM ${cells} JOIN ${values} USING (rank) GROUP BY class`

/**
 * Between two values of a class P stands still while Q climbs: the steps below P and those above it are summed by the sums of Q,
 * so that a class costs as much as it has values and not as much as the column has.
 */
const inOrder = `
  WITH sums AS MATERIALIZED (SELECT rank, upto, sum(upto) OVER (ORDER BY rank) AS area, max(rank) OVER () AS last FROM ${values}),
    stretches AS (
      SELECT class, rank AS from_rank, coalesce(lead(rank) OVER class_in_order, (SELECT max(rank) FROM sums)) AS to_rank,
        least(sum(n) OVER class_in_order / size, 1) AS p
      FROM ${cells} WINDOW class_in_order AS (PARTITION BY class ORDER BY rank)
      UNION ALL
      SELECT class, 1 AS from_rank, min(rank) AS to_rank, 0 AS p FROM ${cells} GROUP BY class
    ),
    crossed AS (
      SELECT s.*, coalesce(q.rank, 0) + 1 AS cross_rank FROM stretches s ASOF LEFT JOIN sums q ON s.p >= q.upto
    ),
    bounded AS (
      SELECT class, from_rank, to_rank, p, greatest(from_rank, least(cross_rank, to_rank)) AS cross_rank FROM crossed WHERE to_rank > from_rank
    ),
    areas AS (SELECT list(area ORDER BY rank) AS area, max(last) AS last FROM sums)
  SELECT sum(
      p * (2 * cross_rank - from_rank - to_rank)
      - 2 * coalesce(area[cross_rank - 1], 0) + coalesce(area[from_rank - 1], 0) + coalesce(area[to_rank - 1], 0)
    ) / greatest(any_value(last) - 1, 1) AS t
  FROM bounded, areas GROUP BY class`
