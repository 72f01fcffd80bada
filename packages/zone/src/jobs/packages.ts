/** What a sandbox may be given besides Node and the engine, by name: folders that are mounted for reading and nothing else of the machine. */
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const packageNames = ['onnxruntime-node', 'python3'] as const
export type PackageName = (typeof packageNames)[number]

/** From a path of the machine to a path inside. */
export interface Mount {
  readonly from: string
  readonly to: string
}

/** Undefined where this machine does not have it. */
export const mountsOf = (name: PackageName): readonly Mount[] | undefined => (name === 'python3' ? pythonMounts() : onnxMounts())

/** All mounts of these packages; throws where one is missing, which `hasPackage` tells before. */
export const mountsFor = (names: readonly PackageName[]): readonly Mount[] =>
  names.flatMap((name) => {
    const mounts = mountsOf(name)
    if (mounts === undefined) throw new Error(`could not mount ${name} into a sandbox: this machine does not have it`)
    return mounts
  })

export const hasPackage = (name: PackageName): boolean => mountsOf(name) !== undefined

const onnxMounts = (): readonly Mount[] | undefined => {
  const folders = ['onnxruntime-node', 'onnxruntime-common', 'pbf'].map((name) => ({ name, from: npmFolder(name) }))
  return folders.every(({ from }) => from !== undefined)
    ? folders.map(({ name, from = '' }) => ({ from, to: `/app/node_modules/${name}` }))
    : undefined
}

/** The folder of an npm package, found from ours upwards. */
const npmFolder = (name: string): string | undefined =>
  (createRequire(import.meta.url).resolve.paths(name) ?? []).map((folder) => join(folder, name)).find((folder) => existsSync(folder))

/** The system's own Python: its libraries lie in /usr/lib, which every sandbox sees; its alternatives name the numeric libraries. */
const pythonMounts = (): readonly Mount[] | undefined => {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/python3')) return undefined
  const alternatives = existsSync('/etc/alternatives') ? [{ from: '/etc/alternatives', to: '/etc/alternatives' }] : []
  return [{ from: realpathSync('/usr/bin/python3'), to: '/usr/bin/python3' }, ...alternatives]
}

/** The folders above what is mounted, outermost first, each once. */
export const foldersAbove = (mounts: readonly Mount[]): readonly string[] => [
  ...new Set(mounts.flatMap(({ to }) => ancestors(dirname(to)).toReversed())),
]
const ancestors = (folder: string): readonly string[] => (folder === '/' ? [] : [folder, ...ancestors(dirname(folder))])
