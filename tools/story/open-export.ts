/** An export as its reviewers find it: a result of the workspace, frozen in the zone, asked for and checked. */
import { inZone } from './client.ts'
import type { OpenWork } from './open-work.ts'
import { usccOf } from './teller.ts'

const sql = 'select address, sex, count(*) as people, avg(monthly_income) as mean_income from residents group by address, sex'

const entersWorkspace = async ({ story, request }: OpenWork) => {
  const { status, body } = await (await story.as('analyst')).post('/api/tickets', { purpose: 'workbench', case: request })
  if (status !== 200) throw new Error(`could not prepare a task: the analyst cannot enter the workspace, ${status}`)
  return inZone(body.zoneUrl, body.ticket)
}

const pauseMs = 100

export const theCheckedExport = async (scene: OpenWork) => {
  const { story, request, number, say } = scene
  const zone = await entersWorkspace(scene)
  const { body: submitted } = await zone.post(`/workspaces/${request}/jobs`, { sql })
  for (let state = 'queued'; state === 'queued' || state === 'running'; ) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    state = (await zone.get(`/jobs/${submitted.job}`)).body.state
  }
  const file = `income-${number}.csv`
  const context = say('2026年4月居民月收入均值，按区和性别，单位为元。', 'Mean monthly income in April 2026 by district and sex, in yuan.')
  const { status, body: frozen } = await zone.post(`/workspaces/${request}/exports`, {
    files: [{ kind: 'table', name: file, job: submitted.job }],
    context,
  })
  if (status !== 201) throw new Error(`could not prepare a task: the result was not frozen, ${status} ${JSON.stringify(frozen)}`)
  const files: readonly Readonly<Record<string, unknown>>[] = frozen.files
  await story.does('analyst', {
    plural: 'exports',
    act: 'request',
    asked: {
      export: frozen.export,
      request,
      purpose: say('供旅客服务改进工作组参考。', 'For the group that improves passenger services.'),
      scenario: 'flight-punctuality',
      recipients: [usccOf('operator')],
      context,
      snapshot: frozen.snapshot,
      files: files.map(({ name, kind, format, rows, sizeBytes, sha256 }) => ({ name, kind, format, rows, sizeBytes, sha256 })),
    },
  })
  await story.settle()
  return { file }
}
