/** Modelling in the zone: a model is taught, measured and judged, scores inside, and one that learned people by heart may not leave (articles 3 and 16). */
import { ticketFor } from './data.ts'
import type { Teller } from './teller.ts'

const live = ['queued', 'running']
const card = { purpose: '按居住地和性别估计居民收入水平，用于消费场景测算', limits: '数据为编造，不得用于对个人作出决定' }

const runToItsEnd = async (story: Teller, request: string, asked: object) => {
  const zone = await ticketFor(story, 'analyst', 'workbench', request)
  const submitted = await zone.post(`/workspaces/${request}/jobs`, asked)
  if (submitted.status !== 201) return { zone, submitted, job: undefined }
  for (;;) {
    const { body } = await zone.get(`/jobs/${submitted.body.job}`)
    if (!live.includes(body.state)) return { zone, submitted, job: body }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export interface Models {
  readonly passed: string
  readonly byHeart: string
}

export const theModels = async (story: Teller, request: string): Promise<Models> => {
  story.chapter(7, '分析人员在授权运营域内训练模型', "The operator's analyst teaches models in the zone")
  const begun = performance.now()
  const { zone, job } = await runToItsEnd(story, request, {
    kind: 'train',
    name: 'income',
    sql: 'select sex, address, monthly_income from residents',
    target: { column: 'monthly_income' },
    learner: { learner: 'linear' },
    card,
  })
  const { body: model } = await zone.get(`/models/${job?.job}`)
  const test = model.measured?.find(({ scope }: { readonly scope: string }) => scope === 'test')
  story.check(
    'zone.train',
    'A3',
    job?.state === 'done' && model.verdict?.passed === true && test?.figures.rmse > 0,
    `线性回归训练完毕：测试集均方根误差 ${test?.figures.rmse}；成员推断和记忆核验 ${model.verdict?.checks.length} 项全部通过。`,
    `a linear regression was taught (${job?.state} ${job?.code}); RMSE on the test ${test?.figures.rmse}; all ${model.verdict?.checks.length} checks of its verdict passed`,
    Math.round(performance.now() - begun),
  )
  const scores = await runToItsEnd(story, request, {
    kind: 'score',
    model: job?.job,
    sql: 'select sex, address from residents',
    by: 'address',
  })
  const { body: bands } = await zone.get(`/jobs/${scores.job?.job}/result`)
  const rows = bands.steps?.[0]?.rows?.length ?? 0
  story.check(
    'zone.score',
    'W16-3',
    scores.job?.state === 'done' && rows > 0,
    `模型在域内打分，逐人分数不出域，只看得到 ${rows} 个分数段的人数。`,
    `the model scored inside; scores of people stay, ${rows} bands with their numbers of people are seen`,
  )
  const heart = await runToItsEnd(story, request, {
    kind: 'train',
    name: 'by-heart',
    sql: 'select monthly_income, monthly_income * 7919 % 4999 as mixed, monthly_income * 104729 % 5003 as other, monthly_income % 2 as odd from residents',
    target: { column: 'odd' },
    learner: {
      learner: 'trees',
      task: 'binary',
      rounds: 10,
      learningRate: 0.5,
      mostLeaves: 4096,
      mostDepth: 64,
      minimumLeaf: 1,
      ridge: 0,
      patience: 0,
      bins: 255,
    },
    card,
  })
  const { body: refused } = await zone.get(`/models/${heart.job?.job}`)
  const reasons = (refused.verdict?.checks ?? []).filter(({ passed }: { readonly passed: boolean }) => !passed).length
  story.check(
    'zone.train',
    'W16-3',
    refused.verdict?.passed === false && reasons > 0,
    `另一个模型把个人数据背了下来，${reasons} 项核验未通过，不得导出或提供服务。`,
    `a second model has learned people by heart: ${reasons} checks failed, it may neither leave nor serve`,
  )
  return { passed: String(job?.job), byHeart: String(heart.job?.job) }
}
