/** Where an embedded database keeps its files, and the programs that its runner can reach. */
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { findPrograms, linkLibraries, type Programs, programsIn } from './embedded-programs.ts'
import { chooseRunner, type Runner, reaches } from './embedded-runner.ts'

export type Place = {
  readonly folder: string
  readonly data: string
  readonly journal: string
  readonly libraries: string
  readonly password: string
  readonly passwordFile: string
  readonly programs: Programs
  readonly runner: Runner
}

type Log = (line: string) => void

export const preparePlace = (wanted: string, log: Log): Place => {
  const folder = settle(resolve(wanted), log)
  const runner = chooseRunner(join(folder, 'data'))
  const at = (name: string): string => join(folder, name)
  const programs = reachable(findPrograms(), runner, folder, log)
  linkLibraries(programs.native, at('lib'))
  return {
    folder,
    data: at('data'),
    journal: at('postgres.log'),
    libraries: `${at('lib')}:${join(programs.native, 'lib')}`,
    password: passwordIn(at('password'), runner),
    passwordFile: at('password'),
    programs,
    runner,
  }
}

const shared = '/var/lib/yunhe'

/** Without user namespaces root's database runs as nobody, who may not pass through root's own folders: then it settles under `/var/lib`. */
const settle = (wanted: string, log: Log): string => {
  const elsewhere = join(shared, createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  if (existsSync(join(elsewhere, 'data'))) return elsewhere
  const runner = chooseRunner(join(wanted, 'data'))
  own(wanted, runner)
  if (reaches(runner, wanted, 'write')) return wanted
  log(`user namespaces are closed and nobody may not pass to ${wanted}; the database lives in ${elsewhere}`)
  mkdirSync(shared, { recursive: true, mode: 0o755 })
  own(elsewhere, runner)
  return elsewhere
}

const own = (path: string, runner: Runner): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (runner.kind === 'another') chownSync(path, runner.uid, runner.gid)
  else chmodSync(path, 0o700)
}

const reachable = (programs: Programs, runner: Runner, folder: string, log: Log): Programs => {
  if (reaches(runner, programs.control, 'run')) return programs
  const copy = programsIn(join(folder, 'programs'))
  if (existsSync(copy.native)) return copy
  log('copying the PostgreSQL programs to where their runner can reach them')
  const fresh = join(folder, `new-${process.pid}`)
  cpSync(programs.native, fresh, { recursive: true })
  moveIfFirst(fresh, copy.native)
  return copy
}

/** A directory appears whole or not at all; of two that are made at once the first stays. */
export const moveIfFirst = (fresh: string, final: string): boolean => {
  try {
    renameSync(fresh, final)
    return true
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    rmSync(fresh, { recursive: true, force: true })
    return false
  }
}

/** One password for good, also when two starts make it at once: the first to link it wins. */
const passwordIn = (file: string, runner: Runner): string => {
  if (!existsSync(file)) {
    const mine = `${file}.${process.pid}`
    writeFileSync(mine, randomBytes(24).toString('hex'), { mode: 0o600 })
    if (runner.kind === 'another') chownSync(mine, runner.uid, runner.gid)
    linkIfFirst(mine, file)
    rmSync(mine)
  }
  return readFileSync(file, 'utf8')
}

const linkIfFirst = (mine: string, file: string): void => {
  try {
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Half-made directories of starts that died in the middle. */
export const sweep = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const maker = /^new-(\d+)$/.exec(name)?.[1]
    if (maker !== undefined && !existsSync(`/proc/${maker}`)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
