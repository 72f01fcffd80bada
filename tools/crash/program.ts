/** The platform as a program that can be killed: started, waited for, ended with signal 9, started again over what it left. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { embeddedPostgres } from '../../packages/platform/src/store/embedded.ts'
import { lodgerOf } from '../../packages/platform/src/store/embedded-lodger.ts'
import { freePort } from '../../packages/platform/src/store/free-port.ts'
import { inRoot } from '../steps/step.ts'

export interface Mortal {
  readonly origin: string
  readonly databaseUrl: () => string
  /** Folder of the platform's keys. */
  readonly keys: string
  /** Everything the program ever said. */
  readonly said: () => string
  readonly start: () => Promise<void>
  readonly kill: () => Promise<void>
  /** Signal 9 to PostgreSQL's first process, then its recovery. */
  readonly killDatabase: () => Promise<void>
  readonly end: () => Promise<void>
}

export const mortalPlatform = async (folder: string): Promise<Mortal> => {
  const database = join(folder, 'database')
  const keys = join(folder, 'platform')
  const port = await freePort()
  let postgres = await embeddedPostgres({ folder: database })
  let child: ChildProcess | undefined
  let said = ''
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [inRoot('packages/platform/src/main.ts')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DATABASE_URL: postgres.url,
        NODE_ENV: '',
        YUNHE_MODE: 'test',
        YUNHE_FOLDER: keys,
        YUNHE_PORT: String(port),
        // Nobody is there: what is tested stands without a zone.
        YUNHE_ZONE_URL: 'http://127.0.0.1:9',
        YUNHE_ZONE_KEY: join(folder, 'no-key.pem'),
        YUNHE_TEST_START: '2026-03-02T09:00:00+08:00',
      },
    })
    await readyOf(child, (text) => {
      said += text
    })
  }
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    databaseUrl: () => postgres.url,
    keys,
    said: () => said,
    start,
    kill,
    killDatabase: async () => {
      const lodger = lodgerOf(join(database, 'data'))
      if (lodger === undefined) throw new Error('could not find the database to kill')
      process.kill(lodger.pid, 'SIGKILL')
      postgres = await embeddedPostgres({ folder: database })
    },
    end: async () => {
      await kill()
      await postgres.stop()
    },
  }
}

const readyOf = (child: ChildProcess, heard: (text: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    let all = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        all += bytes.toString('utf8')
        heard(bytes.toString('utf8'))
        if (all.includes('platform ready')) resolve()
      })
    child.once('exit', (code, signal) => reject(new Error(`could not start the platform (${signal ?? code}): ${all.slice(-2_000)}`)))
  })
