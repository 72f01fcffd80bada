/** The platform that the browser tests look at: one that runs already, else a house of its own in which the story was told as far as the first bill. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureConsole } from '../../../tools/start/console.ts'
import { openHouse } from '../../../tools/start/house.ts'
import { theBill } from '../../../tools/story/money.ts'
import { type Access, callProduct } from '../../../tools/story/product.ts'
import { storyBegins, tellToFirstProduct } from '../../../tools/story/tell.ts'
import { type Teller, teller } from '../../../tools/story/teller.ts'
import { theWatch } from '../../../tools/story/watch.ts'
import { freePort } from '../../platform/src/store/free-port.ts'
import { unbilledDays } from './unbilled-days.ts'

export interface Platform {
  readonly origin: string
  /** The data request whose workspace stands open; none where the platform was given without one. */
  readonly request: string | undefined
  readonly stop: () => Promise<void>
}

const callEachDay = async (story: Teller, product: string, access: Access): Promise<void> => {
  for (const day of unbilledDays) {
    await story.clock(`${day}T09:00:00+08:00`)
    const { status } = await callProduct(story, product, access)
    if (status !== 200) throw new Error(`could not call the product on ${day}: ${status}`)
  }
}

/** The story up to its first bill: after its end there would be no open workspace left to look at. */
const tellInto = async (story: Teller): Promise<string> => {
  const { request, products, access } = await tellToFirstProduct(story)
  await callEachDay(story, products.api, access)
  await theBill(story, products.api)
  await theWatch(story, products.api)
  await story.settle()
  return request
}

export const openPlatform = async (): Promise<Platform> => {
  const given = process.env.YUNHE_TEST_URL
  if (given) return { origin: given, request: process.env.YUNHE_TEST_REQUEST, stop: async () => undefined }
  await ensureConsole()
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-browser-'))
  const house = await openHouse({ folder, mode: 'test', begins: storyBegins, port: await freePort(), log: () => undefined })
  const stop = async () => {
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const story = teller({
      origin: house.origin,
      zoneOrigin: house.zoneOrigin,
      folder,
      language: 'zh',
      json: false,
    })
    const request = await tellInto(story)
    const { unexpected } = story.tally()
    if (unexpected.length > 0) throw new Error(`could not prepare the platform: ${unexpected.join('; ')}`)
    return { origin: house.origin, request, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
