/** More jobs at a time than the decision gives: the one too many is refused, and the others end (article 16). */
import { ticketFor } from './data.ts'
import type { Teller } from './teller.ts'

const live = ['queued', 'running']

export const theQuota = async (story: Teller, request: string): Promise<void> => {
  const { body } = await (await story.as('analyst')).get(`/api/cases/data-requests/${request}`)
  const most: number = body.state.decision?.quota?.liveJobs
  const zone = await ticketFor(story, 'analyst', 'workbench', request)
  const begun = performance.now()
  const sql = 'select sex, count(*) as people from residents group by sex'
  const answers = await Promise.all(Array.from({ length: most + 1 }, () => zone.post(`/workspaces/${request}/jobs`, { sql })))
  const refused = answers.filter(({ status }) => status !== 201)
  const waiting = new Set<string>(answers.flatMap((one) => (one.status === 201 ? [one.body.job] : [])))
  while (waiting.size > 0) {
    for (const job of [...waiting]) if (!live.includes((await zone.get(`/jobs/${job}`)).body.state)) waiting.delete(job)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  story.check(
    'zone.job',
    'A16',
    refused.length > 0 && refused.every((one) => one.body.refusals?.[0]?.code === 'too-many-jobs'),
    `审定的额度为同时 ${most} 个作业，多提交的 ${refused.length} 个被拒绝。`,
    `the decision gives ${most} jobs at a time; what was more (${refused.length}) is refused`,
    Math.round(performance.now() - begun),
  )
}
