/** One PostgreSQL for all test files of the ring that needs one: started before the first, gone after the last. */
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embeddedPostgres } from './embedded.ts'
import { lodgerOf } from './embedded-lodger.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** For `freshDatabase(inject('databaseServer'))`; a test that asks for it says `import type {} from` this file. */
    databaseServer: string
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await endOrphans()
  const folder = await mkdtemp(join(tmpdir(), `yunhe-database-${process.pid}-`))
  const server = await embeddedPostgres({ folder, flush: 'never' })
  project.provide('databaseServer', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A test run that was killed leaves its server behind, which nobody else would ever end. */
const endOrphans = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir())) {
    const maker = /^yunhe-database-(\d+)-/.exec(name)?.[1]
    if (maker !== undefined && !existsSync(`/proc/${maker}`)) await remove(join(tmpdir(), name)).catch(notOurs)
  }
}

const remove = async (folder: string): Promise<void> => {
  const lodger = lodgerOf(join(folder, 'data'))
  if (lodger !== undefined) process.kill(lodger.pid, 'SIGQUIT')
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

const notOurs = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPERM' && error.code !== 'EACCES') throw error
}
