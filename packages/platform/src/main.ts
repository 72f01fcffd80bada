/** The platform as a program: the only reader of the environment. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { movableClock, systemClock } from './clock.ts'
import { openDemo } from './demo.ts'
import { platform } from './platform.ts'
import { httpZone } from './zone-link/link.ts'

const setting = (name: string, fallback?: string): string => {
  const value = process.env[name] ?? fallback
  if (value === undefined || value === '') throw new Error(`could not start: the setting ${name} is missing`)
  return value
}

const modes = ['production', 'demo', 'test'] as const
const mode = modes.find((one) => one === setting('YUNHE_MODE', 'production'))
if (mode === undefined) throw new Error(`could not start: YUNHE_MODE is one of ${modes.join(', ')}`)
if (mode !== 'production' && process.env.NODE_ENV === 'production')
  throw new Error('could not start: a production environment runs in production mode only')

/** The zone writes its key at its own first start, which may come after ours. */
const zoneKeyFile = setting('YUNHE_ZONE_KEY')
let zoneKey: KeyObject | undefined
const readZoneKey = (): KeyObject => {
  if (zoneKey === undefined && !existsSync(zoneKeyFile)) throw new Error('could not find the key of the zone yet')
  zoneKey ??= createPublicKey(readFileSync(zoneKeyFile))
  return zoneKey
}

const port = Number(setting('YUNHE_PORT', '8300'))
const zoneUrl = setting('YUNHE_ZONE_URL')
const movable = mode === 'test' ? movableClock(process.env.YUNHE_TEST_START) : undefined
const built = fileURLToPath(new URL('../../console/dist', import.meta.url))

const smtpUrl = process.env.YUNHE_SMTP_URL
const passwordFile = process.env.YUNHE_SMTP_PASSWORD_FILE
const mail = smtpUrl
  ? {
      url: smtpUrl,
      from: setting('YUNHE_SMTP_FROM'),
      isPlain: setting('YUNHE_SMTP_TLS', 'yes') === 'no',
      user: process.env.YUNHE_SMTP_USER || undefined,
      password: passwordFile ? readFileSync(passwordFile, 'utf8').trim() : undefined,
    }
  : undefined

const demo = mode === 'production' ? undefined : openDemo
const running = await platform({
  databaseUrl: setting('DATABASE_URL'),
  folder: setting('YUNHE_FOLDER'),
  clock: movable?.now ?? systemClock,
  origin: setting('YUNHE_ORIGIN', `http://127.0.0.1:${port}`),
  secureCookies: setting('YUNHE_SECURE_COOKIES', 'no') === 'yes',
  consoleFolder: built,
  zoneUrl,
  listsUrl: process.env.YUNHE_LISTS_URL || undefined,
  mail,
  redTeamFile: process.env.YUNHE_REDTEAM_FILE || undefined,
  link: httpZone(setting('YUNHE_ZONE_NAME', 'zone-1'), zoneUrl, readZoneKey),
  demoAccounts: demo?.accounts ?? [],
  ...(movable && {
    movable,
    moveZone: async (offsetMs: number) => {
      const answer = await fetch(new URL('/test/clock', zoneUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ offsetMs }),
      })
      if (!answer.ok) throw new Error(`could not move the clock of the zone: it answered ${answer.status}`)
    },
  }),
})
await demo?.open(running)
await running.start(port)
console.log(`platform ready on http://127.0.0.1:${port}`)

const stop = async () => {
  await running.stop()
  process.exit(0)
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
