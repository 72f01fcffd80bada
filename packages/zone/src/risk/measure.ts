/** Measures how well people hide among each other in masked rows: classes, what they tell, and what that means against attackers (articles 12 and 16). */
import type { DataEngine } from '../engine/data.ts'
import type { MeasuredRisk } from '../orders.ts'
import { countClasses, forget, type Measured, type SensitiveColumn } from './classes.ts'
import { measureSensitive } from './sensitive.ts'
import { measureAttackers, measureSizes, type Population } from './sizes.ts'

export interface Measuring extends Measured {
  readonly sensitive?: readonly SensitiveColumn[]
  /** Where the rows are a part of a larger table of the zone; left out where they are the whole of it. */
  readonly population?: Population | undefined
  /** Rows above it are counted as at risk. */
  readonly acceptedRisk?: number
}

/** All rows are counted once into classes, and once more for each sensitive column. */
export const measureRisk = async (engine: DataEngine, measuring: Measuring): Promise<MeasuredRisk> => {
  const { quasiIdentifiers, sensitive = [], population, acceptedRisk = 1 } = measuring
  await countClasses(engine, measuring)
  const sizes = await measureSizes(engine)
  const attackers = await measureAttackers(engine, quasiIdentifiers, acceptedRisk, population)
  const measured = []
  for (const column of sizes.rows === 0 ? [] : sensitive) measured.push(await measureSensitive(engine, measuring, column))
  await forget(engine)
  return { quasiIdentifiers: [...quasiIdentifiers], ...sizes, attackers, sensitive: measured }
}
