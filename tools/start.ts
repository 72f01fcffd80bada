/** `npm start`: the database, one zone and the platform, ready to be used; Ctrl-C stops them in order and loses nothing. */
import { resolve } from 'node:path'
import { ensureConsole } from './start/console.ts'
import { bringDemoData } from './start/demo-data.ts'
import { hasNoPast, tellDemoPast } from './start/demo-past.ts'
import { type House, openHouse, refuseBusy } from './start/house.ts'
import { inRoot } from './steps/step.ts'

const modes = ['production', 'demo'] as const
const asked = process.env.YUNHE_MODE ?? (process.env.NODE_ENV === 'production' ? 'production' : 'demo')
const mode = modes.find((one) => one === asked)
const folder = resolve(process.env.YUNHE_FOLDER || inRoot('.yunhe'))
const begun = performance.now()
const stopping = new AbortController()

const say = (line: string): void => console.log(line)
const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(1)

const prepareConsole = async (): Promise<void> => {
  const built = await ensureConsole()
  if (built) say(`console | built after ${seconds()} s  控制台已构建`)
}

const start = async (): Promise<House> => {
  if (mode === undefined) throw new Error(`YUNHE_MODE is ${asked}; npm start knows ${modes.join(' and ')}`)
  say('Starting the database, the zone and the platform …  正在启动数据库、运营域与平台……')
  const port = Number(process.env.YUNHE_PORT || 8300)
  const zonePort = Number(process.env.YUNHE_ZONE_PORT) || undefined
  const databaseUrl = process.env.DATABASE_URL || undefined
  const consoleBuilt = prepareConsole()
  consoleBuilt.catch(() => {})
  // A database of one's own is not thrown away where the telling is cut off.
  if (mode === 'demo' && databaseUrl === undefined && process.env.YUNHE_DEMO_PAST !== 'no' && hasNoPast(folder)) {
    await refuseBusy(port)
    await past(port)
    stopping.signal.throwIfAborted()
  }
  return openHouse({ folder, mode, port, zonePort, databaseUrl, consoleBuilt, log: say })
}

const past = async (port: number): Promise<void> => {
  say('demonstration | playing its past months, at the first start only; YUNHE_DEMO_PAST=no begins without them')
  say('demonstration | 首次启动先演示过去数月的办理经过；设 YUNHE_DEMO_PAST=no 可略过')
  const origin = process.env.YUNHE_ORIGIN ?? `http://127.0.0.1:${port}`
  const log = (line: string): void => say(`demonstration | ${seconds().padStart(5)} s  ${line}`)
  try {
    await tellDemoPast({ folder, origin, log, stopped: stopping.signal })
  } catch (error) {
    if (stopping.signal.aborted) throw error
    log(`it begins without a past  略过：${error instanceof Error ? error.message : String(error)}`)
  }
}

const welcome = ({ origin }: House): string => `
Yunhe is ready after ${seconds()} s.  运河已就绪。

  Public pages  公开页面   ${origin}/
  Console       控制台     ${origin}/console/
  ${signIn}
  Data          数据目录   ${folder}
  Stop          停止       Ctrl-C
`

const signIn =
  mode === 'demo'
    ? 'Sign in       登录       with a demo account; the sign-in page lists one for each role  使用演示账号，登录页按角色列出'
    : 'Sign in       登录       with the account your administrator gave you  使用管理员开通的账号'

/** The first signal stops; the ones that follow, from npm and the terminal, say the same thing again. */
const stopOnSignal = (starting: Promise<House>): void => {
  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    say('\nStopping …  正在停止……')
    stopping.abort()
    await starting.then((house) => house.stop()).catch(() => {})
    say('Stopped.  已停止。')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

const starting = start()
stopOnSignal(starting)
try {
  const house = await starting
  say(welcome(house))
  if (mode === 'demo' && (await bringDemoData(house))) say(`demonstration | its data is in place after ${seconds()} s  演示数据已就绪`)
} catch (error) {
  // Whoever stopped it while it was starting does not want to read why it did not start.
  if (!stopping.signal.aborted) {
    console.error(`\nYunhe could not start: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}
