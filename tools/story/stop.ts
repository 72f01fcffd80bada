/** Steps 13 and 14: a rectification stops everything at once; a revocation ends it for good. */
import { applyAgain, deliberate, publishCall } from './admission.ts'
import { runJob, ticketFor } from './data.ts'
import { carriedOut } from './disposal.ts'
import { type Access, callProduct } from './product.ts'
import type { Teller } from './teller.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Calls until the first refusal; answers how long the last served call came after the start. */
const lastServedMs = async (story: Teller, product: string, access: Access, begun: number): Promise<number> => {
  let last = 0
  while (performance.now() - begun < 10_000) {
    const { status } = await callProduct(story, product, access)
    if (status !== 200) return last
    last = performance.now() - begun
    await pause(5)
  }
  return Number.POSITIVE_INFINITY
}

export const theRectification = async (
  story: Teller,
  authorization: string,
  request: string,
  product: string,
  access: Access,
): Promise<void> => {
  story.chapter(13, '责令限期整改，立即暂停', 'A rectification order suspends at once')
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'authorizations', act, id: authorization, asked })
  await story.isRefused('authority', deed('order-rectification', { violation: 'misuse', finding: '检查发现', due: '2026-05-10' }), 'A10')
  // A job that is still running when the order comes.
  const long = runJob(
    story,
    request,
    'select a.origin, count(*) as pairs from flights a join flights b on a.distance = b.distance group by a.origin',
  )
  await pause(1_500)
  const begun = performance.now()
  await story.does(
    'authority',
    deed('order-rectification', { violation: 'misuse', finding: '检查发现超出约定用途使用数据。', due: '2026-05-26' }),
  )
  const ms = Math.round(await lastServedMs(story, product, access, begun))
  story.check(
    'gateway.call',
    'W10-1',
    ms < 1_000,
    `暂停决定作出后 ${ms} 毫秒内，接口停止服务。`,
    `the last call was served ${ms} ms after the act`,
    ms,
  )
  const { submitted } = await long
  await story.settle()
  const enter = await (await story.as('analyst')).post('/api/tickets', { purpose: 'workbench', case: request })
  story.check(
    'data-request.enter',
    'W10-1',
    enter.status === 422,
    '暂停期间不得进入工作空间。',
    'nobody enters the workspace while suspended',
  )
  await story.isRefused('authority', deed('resume', { acceptance: '验收' }), 'W10-2')
  await story.does('operator', deed('report-rectification', { feedback: '已完成整改，报告附后。' }))
  await story.isRefused('operator', deed('resume', { acceptance: '自行恢复' }), 'W10-2')
  await story.clock('2026-05-20T09:00:00+08:00')
  await story.does('authority', deed('resume', { acceptance: '整改到位，验收通过。' }))
  await story.settle()
  story.check(
    'gateway.call',
    undefined,
    (await callProduct(story, product, access)).status === 200,
    '恢复后接口重新服务。',
    'after the resumption the API serves again',
  )
  const zone = await ticketFor(story, 'analyst', 'workbench', request)
  const { body: job } = await zone.get(`/jobs/${submitted.body.job}`)
  story.check(
    'zone.job',
    'W10-1',
    job.state === 'killed',
    '暂停时正在运行的作业已被强制终止，没有结果。',
    `the job that ran at the suspension was killed (${job.state} ${job.code})`,
  )
}

export const theRevocation = async (
  story: Teller,
  authorization: string,
  request: string,
  product: string,
  access: Access,
): Promise<void> => {
  story.chapter(14, '因违规撤销：关闭、封存、销毁、禁入', 'Revoked for violation: closed, sealed, destroyed, banned')
  await story.clock('2026-06-01T09:00:00+08:00')
  const revoke = {
    plural: 'authorizations',
    act: 'revoke',
    id: authorization,
    asked: { cause: 'violation', reason: '再次违规使用公共数据，情节严重。' },
  }
  await story.isRefused('authority', revoke, 'W5-2')
  await deliberate(story, 'revoke', authorization)
  await story.does('authority', revoke)
  await story.settle()
  story.check('gateway.call', 'W10-1', (await callProduct(story, product, access)).status !== 200, '接口不再服务。', 'the API is closed')
  await carriedOut(story, request, '工作空间', 'workspace')
  const call = await publishCall(story, '2026-06-02', '2026-06-30', '第二次申报通告')
  await story.clock('2026-06-02T09:00:00+08:00')
  await applyAgain(story, call)
}
