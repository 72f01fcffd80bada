/** Makes a synthetic city: `npm run seed -- people 100000 --seed 7 --out people.parquet`. */
import { parseArgs } from 'node:util'
import { writeCompanies, writePeople } from './seed/write.ts'

const usage = `npm run seed -- <people|companies> <count> --out <file.csv|file.parquet> [--seed <number>]
The same count and seed give the same rows. 同样的数量与种子得到同样的数据。`

const writers = { people: writePeople, companies: writeCompanies } as const

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, out: { type: 'string' } },
  })
  const [what = '', count = ''] = positionals
  const wanted = { count: Number(count), seed: Number(values.seed), file: values.out ?? '' }
  const isWhole =
    [wanted.count, wanted.seed].every(Number.isSafeInteger) &&
    wanted.count > 0 &&
    wanted.count <= (what === 'people' ? 10_000_000 : 1_000_000) &&
    /\.(csv|parquet)$/.test(wanted.file)
  if (!isWhole || !(what === 'people' || what === 'companies')) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const begun = performance.now()
  await writers[what](wanted)
  process.stdout.write(
    `${wanted.count} ${what} of seed ${wanted.seed} in ${wanted.file}, ${((performance.now() - begun) / 1000).toFixed(1)} s\n`,
  )
  return 0
}

process.exitCode = await main()
