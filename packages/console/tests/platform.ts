/** The platform that the browser tests look at: one that runs already, else a house of its own in which the story was told as far as the first bill. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureConsole } from '../../../tools/start/console.ts'
import { openHouse } from '../../../tools/start/house.ts'
import { theApplications, theCall, theReview } from '../../../tools/story/admission.ts'
import { theCatalog, theRequest, theWorkspace } from '../../../tools/story/data.ts'
import { theAuthorization } from '../../../tools/story/gates.ts'
import { theBill } from '../../../tools/story/money.ts'
import { type Access, callProduct, theConsumer, theProduct } from '../../../tools/story/product.ts'
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

const mostLooks = 60

/** Three million rows take their time where the machine is busy with other things. */
const untilOpen = async (story: Teller, request: string): Promise<void> => {
  const operator = await story.as('operator')
  for (let look = 0; look < mostLooks; look += 1) {
    await story.settle()
    const { body } = await operator.get(`/api/cases/data-requests/${request}`)
    if (body.stage === 'active') return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
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
  const application = await theApplications(story, await theCall(story))
  await theReview(story, application)
  const authorization = await theAuthorization(story, application)
  const request = await theRequest(story, authorization, await theCatalog(story))
  await untilOpen(story, request)
  await theWorkspace(story, request)
  const products = await theProduct(story, request)
  await callEachDay(story, products.api, await theConsumer(story, products))
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
  process.env.YUNHE_TEST_START = '2026-03-02T09:00:00+08:00'
  const house = await openHouse({ folder, mode: 'test', port: await freePort(), log: () => undefined })
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
      write: () => undefined,
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
