/** One platform for all browser tests, whatever runs them: told before the first, ended after the last. */
import { openPlatform, type Platform } from './platform.ts'

export type Standing = Omit<Platform, 'stop'>

export default async (): Promise<() => Promise<void>> => {
  const { origin, request, stop } = await openPlatform()
  process.env.YUNHE_TEST_URL = origin
  if (request !== undefined) process.env.YUNHE_TEST_REQUEST = request
  return stop
}

/** As the processes that run the tests find it. */
export const platformStanding = (): Standing => {
  const { YUNHE_TEST_URL: origin, YUNHE_TEST_REQUEST: request } = process.env
  if (origin === undefined) throw new Error('could not find the platform of the browser tests: nobody has set it up')
  return { origin, request }
}
