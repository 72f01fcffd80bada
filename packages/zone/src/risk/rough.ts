/** Figures that are the same whether or not one person is in the table, but for one who happens to stand at a step (article 16). */
import type { MeasuredRisk } from '../orders.ts'

/**
 * What the people of an operator see of a question of their own. Nobody is told which columns single somebody out from the difference
 * of two answers: counts go up to the next five, shares up to the next hundredth, and k, l and distances to the side that flatters less.
 */
export const roughly = ({ classes, ...measured }: MeasuredRisk): MeasuredRisk => ({
  ...measured,
  rows: down(measured.rows, 100),
  ...(classes === undefined ? {} : { classes: up(classes, 5) }),
  k: stepBelow(measured.k),
  uniqueShare: up(measured.uniqueShare, 0.01),
  highestRisk: measured.k === 0 ? 0 : 1 / stepBelow(measured.k),
  averageRisk: up(measured.averageRisk, 0.01),
  classesBySize: Object.fromEntries(Object.entries(measured.classesBySize).map(([size, count]) => [size, up(count, 5)])),
  ...(measured.attackers === undefined ? {} : { attackers: roughAttackers(measured.attackers, measured.k) }),
  ...(measured.sensitive === undefined
    ? {}
    : {
        sensitive: measured.sensitive.map((one) => ({
          ...one,
          values: up(one.values, 5),
          l: stepBelow(one.l),
          entropyL: Math.max(1, down(one.entropyL, 0.5)),
          t: Math.min(1, up(one.t, 0.05)),
        })),
      }),
})

const roughAttackers = (attackers: NonNullable<MeasuredRisk['attackers']>, k: number): NonNullable<MeasuredRisk['attackers']> => {
  const of = ({ highest, average, above }: { highest: number; average: number; above: number }) => ({
    highest: highest === 0 ? 0 : 1 / stepBelow(Math.round(1 / highest)),
    average: up(average, 0.01),
    above: up(above, 0.01),
  })
  return {
    acceptedRisk: attackers.acceptedRisk,
    population: down(attackers.population, 100),
    prosecutor: { ...of(attackers.prosecutor), highest: k === 0 ? 0 : 1 / stepBelow(k) },
    journalist: of(attackers.journalist),
    marketer: { average: up(attackers.marketer.average, 0.01) },
  }
}

const steps = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000] as const
const stepBelow = (value: number): number => steps.findLast((step) => step <= value) ?? 0
const tidy = (value: number): number => Number(value.toFixed(6))
const up = (value: number, step: number): number => tidy(Math.ceil(value / step - 1e-9) * step)
const down = (value: number, step: number): number => tidy(Math.floor(value / step + 1e-9) * step)
