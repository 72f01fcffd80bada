import { grant } from '@yunhe/zone/orders'
import { expect, it } from 'vitest'
import { quotaOf } from './conduct.ts'

it('A16 the quota of a decision reaches the zone in seconds, as its order reads it; a decision of before leaves it to the zone', () => {
  const told = quotaOf({ quota: { liveJobs: 3, parallelJobs: 1, jobsPerDay: 7, cpuMinutesPerDay: 2 } })
  expect(grant.pick({ quota: true }).parse(told)).toEqual({ quota: { liveJobs: 3, parallelJobs: 1, jobsPerDay: 7, cpuSecondsPerDay: 120 } })
  expect(quotaOf({})).toEqual({})
})
