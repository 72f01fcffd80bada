/** `yunhe account first`: sets up the first administrators of a platform where nobody is yet, and prints their one-time passwords once. */
import { join, resolve } from 'node:path'
import { systemClock } from '../../packages/platform/src/clock.ts'
import { type Founders, setUpFirst } from '../../packages/platform/src/first-administrators.ts'
import { platform } from '../../packages/platform/src/platform.ts'
import { embeddedPostgres } from '../../packages/platform/src/store/embedded.ts'
import { httpZone } from '../../packages/platform/src/zone-link/link.ts'
import { inRoot } from '../steps/step.ts'

export const accountUsage = `usage: yunhe account first --organization <credit code> --name <name of the data authority>
         --system <login> --system-name <name> --security <login> --security-name <name>`

/** Undefined where a word is missing. */
const foundersIn = (words: readonly string[]): Founders | undefined => {
  const values = ['organization', 'name', 'system', 'system-name', 'security', 'security-name'].map((name) => {
    const at = words.indexOf(`--${name}`)
    return at < 0 ? undefined : words[at + 1]
  })
  if (values.some((value) => value === undefined || value.startsWith('--'))) return undefined
  const [uscc = '', name = '', system = '', systemName = '', security = '', securityName = ''] = values
  return {
    organization: { uscc, name },
    system: { login: system, displayName: systemName },
    security: { login: security, displayName: securityName },
  }
}

export const accountCommand = async ([verb, ...words]: readonly string[]): Promise<number> => {
  const founders = verb === 'first' ? foundersIn(words) : undefined
  if (founders === undefined) {
    process.stderr.write(`${accountUsage}\n`)
    return 2
  }
  const folder = resolve(process.env.YUNHE_FOLDER || inRoot('.yunhe'))
  const database = await databaseIn(folder)
  const running = await platform({
    databaseUrl: database.url,
    folder: join(folder, 'platform'),
    clock: systemClock,
    origin: '',
    secureCookies: true,
    zoneUrl: '',
    // Nothing is started here: no zone is spoken to.
    link: httpZone('none', 'http://127.0.0.1', () => {
      throw new Error('could not reach a zone: none is asked while administrators are set up')
    }),
    demoAccounts: [],
  })
  try {
    for (const { role, login, password } of await setUpFirst(running, founders))
      process.stdout.write(`${role.padEnd(15)} ${login}   one-time password: ${password}\n`)
    process.stdout.write(
      'Sign in with them and change them: they are shown this once. The system administrator opens accounts, the security administrator gives them roles.\n',
    )
    return 0
  } finally {
    await running.stop()
    await database.leave()
  }
}

/** A database of our own is stopped again, unless it was running before us. */
const databaseIn = async (folder: string): Promise<{ readonly url: string; readonly leave: () => Promise<void> }> => {
  const url = process.env.DATABASE_URL
  if (url) return { url, leave: async () => {} }
  const own = await embeddedPostgres({ folder: join(folder, 'database') })
  return { url: own.url, leave: own.adopted ? async () => {} : own.stop }
}
