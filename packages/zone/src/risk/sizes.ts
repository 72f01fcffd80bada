/** How large the classes are, and what that means against three attackers (articles 12 and 16). */
import type { DataEngine, Row } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import type { MeasuredRisk } from '../orders.ts'
import { classes, listed, sameClass } from './classes.ts'

/**
 * The larger table that the measured rows were taken from: a relation with the quasi-identifiers, masked alike, and `people`
 * for how many rows look like that.
 */
export type Population = string

const bands = [
  { name: '1', condition: 'size = 1' },
  { name: '2-4', condition: 'size BETWEEN 2 AND 4' },
  { name: '5-9', condition: 'size BETWEEN 5 AND 9' },
  { name: '10-99', condition: 'size BETWEEN 10 AND 99' },
  { name: '100+', condition: 'size >= 100' },
] as const

type Sizes = Pick<MeasuredRisk, 'rows' | 'k' | 'classes' | 'uniqueShare' | 'highestRisk' | 'averageRisk' | 'classesBySize'>

/** Of each row the risk is 1 / the size of its class: summed over the rows of a class that is 1, so the average is classes / rows. */
export const measureSizes = async (engine: DataEngine): Promise<Sizes> => {
  const byBand = bands.map(({ condition }, index) => `count(*) FILTER (${condition}) AS s${index}`).join(', ')
  const [found = {}] = await engine.rows(`SELECT sum(size) AS row_count, min(size) AS k, count(*) AS classes, ${byBand} FROM ${classes}`)
  const [rows, k, count] = [numberIn(found, 'row_count'), numberIn(found, 'k'), numberIn(found, 'classes')]
  return {
    rows,
    k,
    classes: count,
    uniqueShare: rows === 0 ? 0 : numberIn(found, 's0') / rows,
    highestRisk: k === 0 ? 0 : 1 / k,
    averageRisk: rows === 0 ? 0 : count / rows,
    classesBySize: Object.fromEntries(bands.map(({ name }, index) => [name, numberIn(found, `s${index}`)])),
  }
}

/**
 * With f the size of a class among the measured rows, F its size in the population, n rows and the accepted risk a:
 *
 * - prosecutor, who knows that the person sought is in the table: of a row 1/f; highest 1/min f, average classes/n, above a: Σ f [1/f > a] / n;
 * - journalist, who knows only that the person belongs to the population: of a row 1/F; highest 1/min F, average Σ (f/F) / n, above likewise;
 * - marketer, who wants to name as many rows as possible and does not mind whom: the share that is expected to be right, Σ (f/F) / n.
 *
 * Where the table is its own population F = f, and the journalist knows as much as the prosecutor. Noise can make a class of the
 * table larger than its like in the population: then F is f.
 */
export const measureAttackers = async (
  engine: DataEngine,
  quasiIdentifiers: readonly string[],
  acceptedRisk: number,
  population: Population | undefined,
): Promise<NonNullable<MeasuredRisk['attackers']>> => {
  const [found = {}] = await engine.rows(
    `SELECT sum(f) AS row_count, count(*) AS classes, min(f) AS least, min(people) AS least_people, sum(people) AS population,
      sum(f) FILTER (1 / f > $accepted) AS f_above, sum(f) FILTER (1 / people > $accepted) AS people_above, sum(f / people) AS expected
      FROM (${population === undefined ? ownPopulation : withPopulation(population, quasiIdentifiers)})`,
    { accepted: acceptedRisk },
  )
  const rows = numberIn(found, 'row_count')
  const shareOf = (name: string) => (rows === 0 ? 0 : numberIn(found, name) / rows)
  const least = (name: string) => (rows === 0 ? 0 : 1 / numberIn(found, name))
  return {
    acceptedRisk,
    population: population === undefined ? rows : await peopleIn(engine, population),
    prosecutor: { highest: least('least'), average: shareOf('classes'), above: shareOf('f_above') },
    journalist: { highest: least('least_people'), average: shareOf('expected'), above: shareOf('people_above') },
    marketer: { average: shareOf('expected') },
  }
}

const ownPopulation = `SELECT size AS f, size AS people FROM ${classes}`
const withPopulation = (population: Population, quasiIdentifiers: readonly string[]): string =>
  `SELECT c.size AS f, greatest(c.size, coalesce(p.people, 0)) AS people FROM ${classes} c
    LEFT JOIN (SELECT ${listed(quasiIdentifiers)}sum(people) AS people FROM ${population}
      ${quasiIdentifiers.length === 0 ? '' : `GROUP BY ${quasiIdentifiers.map(quoted).join(', ')}`}) p ON ${sameClass('c', 'p', quasiIdentifiers)}`

const peopleIn = async (engine: DataEngine, population: Population): Promise<number> => {
  const [found = {}] = await engine.rows(`SELECT sum(people) AS people FROM ${population}`)
  return numberIn(found, 'people')
}

export const numberIn = (row: Row, name: string): number => Number(row[name] ?? 0)
