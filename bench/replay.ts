/** The whole log folded again and held against every table, with 1,000,000 events: its rate, and the most memory it ever held, in a process of its own. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mortalPlatform } from '../tools/crash/program.ts'
import { crowded } from './crowded.ts'
import { keep, loadNow, machine, root, rounded } from './figures.ts'

const cases = Number(process.env.YUNHE_CASES ?? 50_000)

const folder = await mkdtemp(join(tmpdir(), 'yunhe-bench-'))
const mortal = await mortalPlatform(folder)

interface Replayed {
  readonly entries: number
  readonly differences: number
  readonly seconds: number
  readonly mostMegabytes: number
}

const replayed = async (url: string, keys: string): Promise<Replayed> => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/replaying.ts'), url, keys])
  return JSON.parse(stdout)
}

try {
  const small = await crowded(mortal.databaseUrl(), join(folder, 'small'), Math.round(cases / 10))
  const few = await replayed(small.inside.databaseUrl, join(small.folder, 'platform'))
  await small.inside.stop()
  const { inside, folder: keys } = await crowded(mortal.databaseUrl(), join(folder, 'whole'), cases)
  const loadBefore = loadNow()
  const many = await replayed(inside.databaseUrl, join(keys, 'platform'))
  await inside.stop()
  if (few.differences + many.differences > 0) throw new Error(`could not replay: ${few.differences + many.differences} differences`)
  const common = { machine, versions: { node: process.version }, n: 1, loadBefore }
  const once = (value: number) => ({ median: rounded(value), min: rounded(value), max: rounded(value) })
  await keep('replay', [
    { name: `replay of ${many.entries} events: rate`, unit: 'events/s', ...common, ...once(many.entries / many.seconds) },
    { name: `replay of ${many.entries} events: the most memory it held`, unit: 'MB', ...common, ...once(many.mostMegabytes) },
    {
      name: `replay of ${few.entries} events: the most memory it held`,
      unit: 'MB',
      ...common,
      ...once(few.mostMegabytes),
      bar: 'ten times the events need no more than half as much memory again',
      met: many.mostMegabytes < few.mostMegabytes * 1.5,
    },
  ])
} finally {
  await mortal.end()
  await rm(folder, { recursive: true, force: true })
}
