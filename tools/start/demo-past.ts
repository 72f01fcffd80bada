/** The past of the demonstration: the story and the months after it, told on a moved clock before the house is opened to anybody. */
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dayOf, instant } from '@yunhe/law'
import { freePort } from '../../packages/platform/src/store/free-port.ts'
import { theBill } from '../story/money.ts'
import { theMonths } from '../story/months.ts'
import { storyBegins, tellToFirstProduct } from '../story/tell.ts'
import { type Teller, teller } from '../story/teller.ts'
import { openWork } from '../story/today.ts'
import { theWatch } from '../story/watch.ts'
import { openHouse } from './house.ts'
import { occupy, runningMark } from './occupy.ts'

/** The first month that the story says nothing of. */
const firstMonthAfter = '2026-05'

export interface PastOptions {
  /** Where the house will live; it comes there whole or not at all. */
  readonly folder: string
  /** The address people will know the platform by. */
  readonly origin: string
  readonly log: (line: string) => void
  /** Now where it is absent. */
  readonly until?: Date
  /** Stops the telling; what was told is thrown away. */
  readonly stopped: AbortSignal
}

/** A past is told only where nothing is yet: what people did is never told over. Who is at it, or was, leaves a mark that does not count. */
export const hasNoPast = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).every((name) => name === runningMark)

/**
 * Throws where it cannot be told, as on a machine whose date is before the story; nothing is left behind then. While it is told the folder is
 * occupied; it comes there by one renaming, which fails where anything has come to lie in it.
 */
export const tellDemoPast = async ({ folder, origin, log, until, stopped }: PastOptions): Promise<void> => {
  const now = (): Date => until ?? new Date()
  if (now().getTime() < Date.parse(`${firstMonthAfter}-31T00:00:00Z`)) throw new Error('today is before the months that would be played')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const place = realpathSync(folder)
  const leave = occupy(place)
  const making = `${place}.making`
  try {
    await clearAway(making)
    await orNothing(making, () => telling(making, { origin, log, stopped }, now))
    await leave()
    await orNothing(making, async () => renameSync(making, place))
  } catch (error) {
    await leave()
    // A folder that was there before stays; one of ours goes.
    if (readdirSync(place).length === 0) rmSync(place, { recursive: true })
    throw error
  }
}

const orNothing = async (making: string, does: () => Promise<void>): Promise<void> => {
  try {
    await does()
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw error
  }
}

const telling = async (
  making: string,
  { origin, log, stopped }: Pick<PastOptions, 'origin' | 'log' | 'stopped'>,
  now: () => Date,
): Promise<void> => {
  const house = await openHouse({ folder: making, mode: 'test', begins: storyBegins, origin, port: await freePort(), log: () => undefined })
  const stop = once(house.stop)
  stopped.addEventListener('abort', () => void stop())
  try {
    stopped.throwIfAborted()
    const story = teller({ ...house, folder: making, language: 'zh', json: false })
    await tellPast({ ...story, chapter: (_, zh, en) => log(`${en}  ${zh}`) }, now, log)
    stopped.throwIfAborted()
  } finally {
    await stop()
  }
}

/** What an earlier telling left as the power went; one that is going on elsewhere is not taken away. */
const clearAway = async (making: string): Promise<void> => {
  if (!existsSync(making)) return
  const leave = occupy(making)
  await leave()
  rmSync(making, { recursive: true, force: true })
}

const once = (does: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined
  return () => (done ??= does())
}

const tellPast = async (story: Teller, now: () => Date, log: (line: string) => void): Promise<void> => {
  const first = await tellToFirstProduct(story)
  await theBill(story, first.products.api)
  await theWatch(story, first.products.api)
  const today = dayOf(instant(now().toISOString()))
  await theMonths(story, first, firstMonthAfter, today)
  const { unexpected } = story.tally()
  if (unexpected.length > 0) throw new Error(`could not tell the past of the demonstration: ${unexpected.join('; ')}`)
  await story.clock(now().toISOString())
  await story.settle()
  story.chapter(0, '今日待办', 'What waits today')
  // One that the law refuses today, as where the working days of a year are not published, is left out.
  for (const piece of openWork({ story, number: '', request: first.request, today, say: (zh) => zh }, first))
    await piece().catch((fault: unknown) => log(`left out  略过：${fault instanceof Error ? fault.message : String(fault)}`))
  await story.settle()
}
