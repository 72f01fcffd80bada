/** The whole house in one folder: a database, a zone and the platform, started in their order and stopped in the other. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { embeddedPostgres } from '../../packages/platform/src/store/embedded.ts'
import { freePort } from '../../packages/platform/src/store/free-port.ts'
import { inRoot } from '../steps/step.ts'
import { occupy } from './occupy.ts'
import { isListening, type Program, type Supervised, supervise } from './supervise.ts'

export type HouseOptions = {
  readonly folder: string
  readonly mode: 'production' | 'demo' | 'test'
  readonly port: number
  /** A PostgreSQL of your own; without it one is started in the folder. */
  readonly databaseUrl?: string | undefined
  readonly zonePort?: number | undefined
  /** The address people know the platform by, where it is not the one it listens on. */
  readonly origin?: string | undefined
  /** Test mode: the time at which the movable clock of both programs begins. */
  readonly begins?: string | undefined
  /** The platform reads the console's files when it starts, so it waits for them. */
  readonly consoleBuilt?: Promise<unknown> | undefined
  readonly log: (line: string) => void
}

export type House = {
  readonly origin: string
  readonly zoneOrigin: string
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

export const openHouse = async (options: HouseOptions): Promise<House> => {
  const { folder, log } = options
  for (const room of ['', 'platform', 'zone']) mkdirSync(join(folder, room), { recursive: true, mode: 0o700 })
  const leave = occupy(folder)
  const opened: (() => Promise<void>)[] = [leave]
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    const ports = { platform: options.port, zone: options.zonePort ?? (await freePort()) }
    for (const port of Object.values(ports)) await refuseBusy(port)
    const databaseUrl = options.databaseUrl ?? (await ownDatabase(folder, log, opened))
    await options.consoleBuilt
    const running = programs(options, ports, databaseUrl).map((program) => keep(supervise(program, log), opened))
    await Promise.all(running.map(({ ready }) => ready))
    return { origin: origin(ports.platform), zoneOrigin: origin(ports.zone), databaseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const keep = (one: Supervised, opened: (() => Promise<void>)[]): Supervised => {
  opened.push(one.stop)
  one.ready.catch(() => {})
  return one
}

const ownDatabase = async (folder: string, log: (line: string) => void, opened: (() => Promise<void>)[]): Promise<string> => {
  const open = () => embeddedPostgres({ folder: join(folder, 'database'), log: (line) => log(`database | ${line}`) })
  let database = await open()
  const { url } = database
  const leave = keepUp(
    Number(new URL(url).port),
    async () => {
      log('database ended; starting it again')
      database = await open()
      if (database.url !== url) throw new Error('it came back on another port: stop Yunhe and start it again')
    },
    log,
  )
  opened.push(async () => {
    leave()
    await database.stop()
  })
  return url
}

/** Looks every second whether the database answers, and brings it back where it does not twice in a row. */
const keepUp = (port: number, again: () => Promise<void>, log: (line: string) => void): (() => void) => {
  let misses = 0
  let isBusy = false
  const look = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    misses = (await isListening(port)) ? 0 : misses + 1
    if (misses >= 2)
      await again().catch((fault: unknown) =>
        log(`database could not be started: ${fault instanceof Error ? fault.message : String(fault)}`),
      )
    isBusy = false
  }
  const timer = setInterval(() => void look(), 1_000)
  return () => clearInterval(timer)
}

const origin = (port: number): string => `http://127.0.0.1:${port}`

type Ports = { readonly platform: number; readonly zone: number }

/** Each makes its own keys at its first start and reads the other's public half from where it is written. */
const programs = ({ folder, mode, begins, ...options }: HouseOptions, ports: Ports, databaseUrl: string): readonly Program[] => {
  const name = process.env.YUNHE_ZONE_NAME ?? 'zone-1'
  const known = options.origin ?? process.env.YUNHE_ORIGIN
  const clock = begins === undefined ? {} : { YUNHE_TEST_START: begins }
  const zone = {
    ...clock,
    YUNHE_MODE: mode,
    YUNHE_ZONE_FOLDER: join(folder, 'zone'),
    YUNHE_ZONE_PORT: String(ports.zone),
    YUNHE_ZONE_NAME: name,
    YUNHE_PLATFORM_KEY: join(folder, 'platform', 'public.pem'),
    YUNHE_PLATFORM_ORIGIN: known ?? origin(ports.platform),
    // The zone has no business with the platform's database.
    DATABASE_URL: '',
  }
  const platform = {
    ...clock,
    ...(known && { YUNHE_ORIGIN: known }),
    YUNHE_MODE: mode,
    YUNHE_FOLDER: join(folder, 'platform'),
    YUNHE_PORT: String(ports.platform),
    YUNHE_ZONE_NAME: name,
    YUNHE_ZONE_URL: origin(ports.zone),
    YUNHE_ZONE_KEY: join(folder, 'zone', 'public.pem'),
    YUNHE_REDTEAM_FILE: process.env.YUNHE_REDTEAM_FILE ?? join(folder, 'redteam.json'),
    DATABASE_URL: databaseUrl,
  }
  return [
    { name: 'zone', script: inRoot('packages/zone/src/main.ts'), env: zone, port: ports.zone },
    { name: 'platform', script: inRoot('packages/platform/src/main.ts'), env: platform, port: ports.platform },
  ]
}

export const refuseBusy = async (port: number): Promise<void> => {
  if (!(await isListening(port))) return
  throw new Error(
    `port ${port} is in use, perhaps by another Yunhe; stop that, or choose another port: YUNHE_PORT=${port + 10} npm start\n` +
      `端口 ${port} 已被占用（可能是另一个运河），请先停止它，或改用其他端口：YUNHE_PORT=${port + 10} npm start`,
  )
}
