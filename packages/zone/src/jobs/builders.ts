/** How walls are built around a process: the words of the command for each builder, as root and as an ordinary user (article 16). */
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { engineFolder } from '../engine/folder.ts'
import { type MemoryGroup, prlimitArguments } from './limits.ts'
import { foldersAbove, mountsFor, type PackageName } from './packages.ts'

/** How the walls are built, best first. `uid` is another user with limits only, `plain` has limits at most. */
export const builders = ['bubblewrap', 'unshare', 'uid', 'plain'] as const
export type Builder = (typeof builders)[number]

export interface SandboxOrder {
  readonly builder: Builder
  /** A file of the zone's source, relative to `src`, to run inside. */
  readonly script: string
  readonly scriptArguments?: readonly string[]
  readonly memoryBytes: number
  /** A folder of ours that is to be the work folder, in place of fresh memory; it stays when the sandbox has gone. */
  readonly folder?: string
  /** A folder of ours that the process may read at `/data`; only where there are namespaces. */
  readonly data?: string
  /** What it may read besides Node and the engine. */
  readonly packages?: readonly PackageName[]
  readonly fileSizeBytes?: number
}

/** Whether a process may be given a folder of ours for reading: without namespaces another user could not be let into it alone. */
export const canShareData = (builder: Builder): boolean => builder === 'bubblewrap' || builder === 'unshare'

const mountsOf = ({ data, packages = [] }: SandboxOrder) => [
  ...(data === undefined ? [] : [{ from: data, to: '/data' }]),
  ...mountsFor(packages),
]

export interface Place {
  /** A folder made for this sandbox and removed with it: its mount point, or its work folder where there are no namespaces. */
  readonly folder: string
  /** The work folder as it can be reached from outside without going through the process. */
  readonly work: string | undefined
  readonly shared: boolean
}

const sourceFolder = dirname(import.meta.dirname)
/** The ordinary user that has nothing. */
export const nobody = 65534
const isRoot = () => process.getuid?.() === 0
const installed = (program: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/bin', '/sbin']
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path))

export const canBuild = (builder: Builder): boolean => {
  if (process.platform !== 'linux') return builder === 'plain'
  if (builder !== 'plain' && installed('bash') === undefined) return false
  if (builder === 'bubblewrap') return ['bwrap', 'setpriv', 'prlimit'].every((program) => installed(program) !== undefined)
  if (builder === 'unshare')
    return ['unshare', 'setpriv', 'prlimit', 'mount', 'pivot_root'].every((program) => installed(program) !== undefined)
  return builder === 'uid' ? isRoot() && ['setpriv', 'prlimit'].every((program) => installed(program) !== undefined) : true
}

/** The user a sandbox falls to; undefined where it stays whoever builds it. */
export const fallsTo = (builder: Builder): number | undefined => (isRoot() && builder !== 'plain' ? nobody : undefined)

/** What is inherited is closed first; then limits, then the walls, then the program inside. */
export const commandOf = (order: SandboxOrder, place: Place, group: MemoryGroup | undefined): readonly string[] => {
  const limited =
    installed('prlimit') === undefined
      ? []
      : [installed('prlimit') ?? '', ...prlimitArguments({ ...order, hasGroup: group !== undefined }), '--']
  const walls = { bubblewrap: bubblewrapWords, unshare: unshareWords, uid: uidWords, plain: plainWords }[order.builder]
  // Should we be killed ourselves, what we started is killed with us.
  const bound = installed('setpriv') === undefined ? [] : [installed('setpriv') ?? '', '--pdeathsig', 'KILL', '--']
  return [...begun(group), ...bound, ...limited, ...walls(order, place)]
}

/** The engine opens files so that every process started meanwhile has them too: whatever is open but our four is closed before the walls stand. */
const closeInherited = 'cd /proc/self/fd || exit; for fd in *; do if [ "$fd" -gt 3 ]; then eval "exec $fd>&-"; fi; done; cd /'

const begun = (group: MemoryGroup | undefined): readonly string[] => {
  const shell = installed('bash')
  if (shell === undefined) return []
  return [shell, '-c', `${closeInherited}; if [ -n "$0" ]; then echo $$ >"$0" || exit; fi; exec "$@"`, group?.join ?? '']
}

const insideCommand = ({ script, scriptArguments = [] }: SandboxOrder) => [
  '/app/node',
  '--no-warnings',
  '--max-old-space-size=512',
  `/app/zone/src/${script}`,
  '/work',
  ...scriptArguments,
]
const outsideCommand = ({ script, scriptArguments = [] }: SandboxOrder, place: Place) => [
  process.execPath,
  '--no-warnings',
  '--max-old-space-size=512',
  join(sourceFolder, script),
  place.work ?? place.folder,
  ...scriptArguments,
]

/** An ordinary user needs a user namespace of its own to build the rest; root builds as root and falls to nobody. */
const unshareWords = (order: SandboxOrder, place: Place): readonly string[] => [
  installed('unshare') ?? '',
  ...(isRoot() ? [] : ['--user', '--map-root-user']),
  '--mount',
  '--pid',
  '--net',
  '--ipc',
  '--uts',
  '--fork',
  '--kill-child=KILL',
  '/bin/sh',
  join(import.meta.dirname, 'sandbox.sh'),
  place.folder,
  process.execPath,
  sourceFolder,
  engineFolder(),
  order.folder ?? String(workBytes(order)),
  isRoot() ? String(nobody) : '-',
  mountsOf(order)
    .map(({ from, to }) => `${from}\t${to}\n`)
    .join(''),
  ...insideCommand(order),
]

const workBytes = ({ memoryBytes }: SandboxOrder) => Math.floor(memoryBytes / 2)

/** Root builds without a user namespace and falls to nobody inside: mapped to another number it would still be root to the kernel. */
const bubblewrapWords = (order: SandboxOrder): readonly string[] => [
  installed('bwrap') ?? '',
  ...(isRoot() ? ['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts'] : ['--unshare-all']),
  ...['--die-with-parent', '--new-session', '--clearenv', '--setenv', 'TZ', 'UTC', '--cap-drop', 'ALL'],
  ...(isRoot() ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((capability) => ['--cap-add', capability]) : []),
  // Made by itself a folder above a bind would be closed to everybody but the builder.
  ...[...new Set(['/bin', '/usr', '/app', '/app/zone', '/app/node_modules', ...foldersAbove(mountsOf(order))])].flatMap((folder) => [
    ...['--perms', '0755', '--dir', folder],
  ]),
  ...['--ro-bind', installed('setpriv') ?? '', '/bin/setpriv'],
  ...['/usr/lib', '/usr/lib64', '/lib', '/lib64'].flatMap((path) => ['--ro-bind-try', path, path]),
  ...[
    '--ro-bind',
    process.execPath,
    '/app/node',
    '--ro-bind',
    sourceFolder,
    '/app/zone/src',
    '--ro-bind',
    engineFolder(),
    '/app/node_modules/@duckdb',
  ],
  ...['--ro-bind', join(dirname(sourceFolder), 'package.json'), '/app/package.json'],
  ...mountsOf(order).flatMap(({ from, to }) => ['--ro-bind', from, to]),
  ...[
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    ...(order.folder === undefined
      ? ['--size', String(workBytes(order)), '--perms', isRoot() ? '0777' : '0700', '--tmpfs', '/work']
      : ['--bind', order.folder, '/work']),
    '--remount-ro',
    '/',
    '--chdir',
    '/',
  ],
  ...(isRoot() ? ['/bin/setpriv', ...fallingToNobody] : []),
  ...insideCommand(order),
]

const fallingToNobody = [
  '--pdeathsig=KILL',
  `--reuid=${nobody}`,
  `--regid=${nobody}`,
  '--clear-groups',
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
]

const uidWords = (order: SandboxOrder, place: Place): readonly string[] => [
  installed('setpriv') ?? '',
  ...fallingToNobody,
  ...outsideCommand(order, place),
]
const plainWords = (order: SandboxOrder, place: Place): readonly string[] => outsideCommand(order, place)
