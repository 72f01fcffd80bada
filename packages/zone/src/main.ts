/** The zone as a program: reads its settings from the environment, serves on the loopback, says one line when it is ready. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { selfTestAll, writeDurably } from '@yunhe/keys'
import { zoneServer } from './http/server.ts'
import { type Sources, sourcesShape } from './intake/sources/source.ts'
import { openZone, zonePublicKey } from './node.ts'

const setting = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`could not start the zone: ${name} is not set`)
  return value
}

/** Platform and zone start together and each makes its own key: the other's may come a moment later. */
const platformKeyIn = async (file: string): Promise<KeyObject> => {
  for (let tries = 0; !existsSync(file); tries++) {
    if (tries > 600) throw new Error(`could not start the zone: the platform's public key did not appear in ${file}`)
    await wait(200)
  }
  return createPublicKey(readFileSync(file))
}

/** A source that is set down wrongly stops the start: a delivery would meet it later. */
const sourcesIn = (file: string | undefined): Sources =>
  file === undefined || file === '' ? {} : sourcesShape.parse(JSON.parse(readFileSync(file, 'utf8')))

/** Faults go to the error output, once, with their context; their text is for whoever runs the machine. */
const faulted = (fault: unknown, context: string): void => {
  process.stderr.write(
    `${new Date().toISOString()} ${context}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
  )
}

const start = async (): Promise<void> => {
  selfTestAll()
  const folder = setting('YUNHE_ZONE_FOLDER')
  const name = setting('YUNHE_ZONE_NAME')
  writeDurably(join(folder, 'public.pem'), zonePublicKey(folder), 0o644)
  const platformKey = await platformKeyIn(setting('YUNHE_PLATFORM_KEY'))
  // Test mode only, and never in a production environment: the platform's test clock moves this one along.
  const isTest = process.env.YUNHE_MODE === 'test' && process.env.NODE_ENV !== 'production'
  let offsetMs = isTest && process.env.YUNHE_TEST_START ? Date.parse(process.env.YUNHE_TEST_START) - Date.now() : 0
  const sources = sourcesIn(process.env.YUNHE_ZONE_SOURCES)
  const keepVersions = Number(process.env.YUNHE_ZONE_KEEP_VERSIONS ?? 5)
  const zone = await openZone({ name, folder, platformKey, now: () => Date.now() + offsetMs, faulted, sources, keepVersions })
  const app = zoneServer(zone, setting('YUNHE_PLATFORM_ORIGIN'), faulted)
  if (isTest) {
    app.post<{ Body: { offsetMs: number } }>('/test/clock', async (request) => {
      offsetMs = Number(request.body.offsetMs)
      return { offsetMs }
    })
  }
  const address = await app.listen({ host: '127.0.0.1', port: Number(setting('YUNHE_ZONE_PORT')) })
  process.stdout.write(`zone ${name} is ready at ${address}, isolation ${zone.isolation().level}\n`)

  const stop = async (): Promise<void> => {
    await app.close()
    await zone.stop()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

start().catch((fault: unknown) => {
  faulted(fault, 'start')
  process.exit(1)
})
