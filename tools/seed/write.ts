/** Writes the made-up city to a file: CSV as a stream, Parquet by the zone's engine from that CSV. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DatasetContract } from '@yunhe/zone/orders'
import { openDataEngine } from '../../packages/zone/src/engine/data.ts'
import { engineTypes, literal, quoted } from '../../packages/zone/src/engine/engine.ts'
import { companies } from './companies.ts'
import { companiesContract, peopleContract } from './contracts.ts'
import { people } from './people.ts'

export type Wanted = { readonly count: number; readonly seed: number /** `*.csv` or `*.parquet` */; readonly file: string }

export const writePeople = ({ count, seed, file }: Wanted): Promise<void> => write(people(count, seed), peopleContract, file)
export const writeCompanies = ({ count, seed, file }: Wanted): Promise<void> => write(companies(count, seed), companiesContract, file)

type Cells = Readonly<Record<string, string | number>>

const write = async (rows: Iterable<Cells>, contract: DatasetContract, file: string): Promise<void> => {
  if (file.endsWith('.csv')) return writeCsv(rows, contract, file)
  if (file.endsWith('.parquet')) return writeParquet(rows, contract, resolve(file))
  throw new Error(`could not write ${file}: its name must end in .csv or .parquet`)
}

const writeCsv = (rows: Iterable<Cells>, contract: DatasetContract, file: string): Promise<void> =>
  pipeline(Readable.from(csv(rows, contract)), createWriteStream(file))

const writeParquet = async (rows: Iterable<Cells>, contract: DatasetContract, file: string): Promise<void> => {
  const folder = await mkdtemp(join(dirname(file), 'seed-'))
  const engine = await openDataEngine({ folders: [folder], files: [file], spillFolder: folder, keepsOrder: true })
  try {
    const from = join(folder, 'rows.csv')
    await writeCsv(rows, contract, from)
    const types = contract.columns.map(({ name, type }) => `${quoted(name)}: ${literal(engineTypes[type])}`).join(', ')
    await engine.copy(
      `SELECT * FROM read_csv(${literal(from)}, header = true, delim = ',', quote = '"', auto_detect = false, columns = {${types}})`,
      file,
    )
  } finally {
    engine.close()
    await rm(folder, { recursive: true })
  }
}

const rowsAtOnce = 10_000

/** No made-up value holds a comma, a quote or a line end, so none is quoted. */
function* csv(rows: Iterable<Cells>, contract: DatasetContract): Generator<string> {
  const names = contract.columns.map(({ name }) => name)
  let lines: string[] = [names.join(',')]
  for (const row of rows) {
    lines.push(names.map((name) => row[name]).join(','))
    if (lines.length < rowsAtOnce) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  yield lines.length === 0 ? '' : `${lines.join('\n')}\n`
}
