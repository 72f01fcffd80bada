/** What every figure says of itself: where it was taken, with what, how often, and how far it swayed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One line of `results/<bench>.json`. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
  readonly n: number
  readonly median: number
  readonly min: number
  readonly max: number
  /** Against what the bench names as its bare counterpart; above 1 is slower. */
  readonly ratio?: number
  readonly p99?: number
  /** What the issue asks for, and whether it was reached. */
  readonly bar?: string
  readonly met?: boolean
  /** Load average of the minute before: above the number of cores, others were at work beside us. */
  readonly loadBefore?: number
}

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`
export const loadNow = (): number => rounded(loadavg()[0] ?? 0)

export const rounded = (value: number): number => Math.round(value * 100) / 100

export const spreadOf = (values: readonly number[]) => {
  const sorted = values.toSorted((one, other) => one - other)
  /** The nearest rank: of a hundred values the 99th is the p99. */
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN)
  return { n: values.length, median: at(0.5), min: at(0), max: at(1), p99: at(0.99) }
}

export const keep = async (bench: string, figures: readonly Figure[]): Promise<void> => {
  await mkdir(join(root, 'bench/results'), { recursive: true })
  await writeFile(join(root, `bench/results/${bench}.json`), `${JSON.stringify(figures, null, 2)}\n`)
  for (const { name, median, min, max, unit } of figures) process.stdout.write(`${name}: ${median} ${unit} (${min} to ${max})\n`)
}
