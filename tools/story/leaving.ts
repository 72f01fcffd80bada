/** A person leaves: what they run is killed and the door is shut, at once (articles 10 and 16). */
import { setTimeout as pause } from 'node:timers/promises'
import { inZone, type Reply } from './client.ts'
import { ticketFor } from './data.ts'
import { admit } from './gates.ts'
import type { Teller } from './teller.ts'

/** So many pairs of flights that nobody waits for the end. */
const endless = 'select a.origin, count(*) as pairs from flights a join flights b on a.distance = b.distance group by a.origin'

export const theLeaving = async (story: Teller, request: string): Promise<void> => {
  story.say('参与人员离岗：正在运行的作业立即终止，不得再进入。', 'A person leaves: the running job is killed and the door is shut.')
  const person = await admit(story, 'engineer', '工程师', 103, false)
  const engineer = await story.as('engineer')
  const entering = () => engineer.post('/api/tickets', { purpose: 'workbench', case: request })
  const zone = inZone(story.zoneOrigin, (await entering()).body.ticket)
  const { body: submitted } = await zone.post(`/workspaces/${request}/jobs`, { sql: endless })
  const { body: before } = await begun(() => zone.get(`/jobs/${submitted.job}`))
  const since = performance.now()
  await story.does('operator-security', { plural: 'persons', act: 'leave', id: person, asked: { reason: '调离项目。' } })
  await story.settle()
  const ms = Math.round(performance.now() - since)
  const [inside, again] = [await zone.get(`/jobs/${submitted.job}`), await entering()]
  story.check(
    'zone.job',
    'W16-7',
    before.state === 'running' && inside.status >= 400 && again.status === 422,
    `离岗登记后 ${ms} 毫秒，原通行凭证失效，不得再进入工作空间。`,
    `${ms} ms after the person left the ticket is void and no other is given (${before.state} ${inside.status} ${again.status})`,
    ms,
  )
  const analyst = await ticketFor(story, 'analyst', 'workbench', request)
  const { body: jobs } = await analyst.get(`/workspaces/${request}/jobs`)
  const ended = (jobs.jobs ?? jobs).find(({ job }: { job: string }) => job === submitted.job)
  story.check(
    'zone.job',
    'W16-7',
    ended?.state === 'killed',
    '其正在运行的作业已被强制终止，没有结果。',
    `the job they ran was killed (${ended?.state} ${ended?.code})`,
  )
}

const mostLooks = 100

/** The job once it no longer waits for its sandbox. */
const begun = async (look: () => Promise<Reply>): Promise<Reply> => {
  for (let looks = 0; ; looks += 1) {
    const seen = await look()
    if (seen.body.state !== 'queued' || looks === mostLooks) return seen
    await pause(100)
  }
}
