/** As whom the embedded PostgreSQL runs: it refuses root, and its data must belong to the one who runs it. */
import { execFile, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'

export type Runner =
  | { readonly kind: 'ourselves' }
  /** Root, seen from inside a user namespace as nobody: files stay root's. */
  | { readonly kind: 'namespace' }
  | { readonly kind: 'another'; readonly uid: number; readonly gid: number }

const nobody = { kind: 'another', uid: 65534, gid: 65534 } as const
const asNobody = ['--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--']

/** Existing data decides: whoever owns it must run it. */
export const chooseRunner = (data: string): Runner => {
  if (process.getuid?.() !== 0) return { kind: 'ourselves' }
  const owner = statSync(data, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { kind: 'another', uid: owner.uid, gid: owner.gid }
  return namespacesAreOpen() ? { kind: 'namespace' } : nobody
}

const namespacesAreOpen = (): boolean => spawnSync('unshare', [...asNobody, 'true'], { stdio: 'ignore' }).status === 0

/** Whether this runner may do so, with every folder above the path on the way. */
export const reaches = (runner: Runner, path: string, to: 'run' | 'write'): boolean =>
  runner.kind !== 'another' ||
  spawnSync('test', [to === 'run' ? '-x' : '-w', path], { uid: runner.uid, gid: runner.gid, cwd: '/' }).status === 0

const execute = promisify(execFile)

/** Runs one program to its end as the runner; the environment of the platform, which may hold secrets, does not go along. */
export const runAs = async (runner: Runner, program: string, words: readonly string[], libraries: string, cwd: string): Promise<void> => {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LD_LIBRARY_PATH: libraries, LC_ALL: 'C' }
  const [file, args] = runner.kind === 'namespace' ? ['unshare', [...asNobody, program, ...words]] : [program, words]
  const identity = runner.kind === 'another' ? { uid: runner.uid, gid: runner.gid } : {}
  await execute(file, args, { env, cwd, ...identity })
}
