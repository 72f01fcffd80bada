/** Steps 1 to 3: the call, the applications, the review, the notice, the deliberation. */
import { callOf, evidenceUntil, filingFor, planFor } from './call-papers.ts'
import { passerBy } from './client.ts'
import { handIn, pdfOf, sha256 } from './papers.ts'
import { expertLogins, mechanismLogins, membersOfMechanism, reviewBodies, reviewLogins } from './people.ts'
import { type Teller, usccOf } from './teller.ts'

const term = { from: '2026-04-03', until: '2028-04-03' }
const plan = planFor(term)
const evidence = evidenceUntil('2028-12-31')
const filing = (call: string) => filingFor(call, term, '2028-12-31')

export const publishCall = async (story: Teller, openFrom: string, openTo: string, title?: string): Promise<string> =>
  story.does('authority', { plural: 'calls', act: 'publish', asked: callOf(openFrom, openTo, reviewBodies(), title) })

export const theCall = async (story: Teller): Promise<string> => {
  story.chapter(1, '数据主管部门发布申报通告', 'The data authority publishes a call')
  await story.isRefused(
    'operator',
    {
      plural: 'calls',
      act: 'publish',
      asked: {
        title: '越权通告',
        summary: '越权',
        mode: 'scenario',
        scenarios: [{ id: 'x', name: 'x' }],
        openFrom: '2026-03-03',
        openTo: '2026-03-20',
        conditions: 'x',
        noticeWorkdays: 5,
        reviewBodies: reviewBodies(),
        expertCount: 5,
      },
    },
    'A9',
  )
  const call = await publishCall(story, '2026-03-03', '2026-03-20')
  const { status, body } = await passerBy(story.origin).page(`/calls/${call}`)
  story.check(
    'public.call',
    undefined,
    status === 200 && String(body).includes('航班准点率分析'),
    '公开页面已能看到通告，不需要脚本。',
    'the public page shows the call, without any script',
  )
  return call
}

export const theApplications = async (story: Teller, call: string): Promise<string> => {
  story.chapter(2, '申请单位在申报期内提交申请', 'Applicants apply inside the window')
  const deed = (asked: unknown) => ({ plural: 'applications', act: 'submit', asked })
  await story.isRefused('operator', deed(filing(call)), 'W9-1')
  await story.clock('2026-03-03T09:00:00+08:00')
  await story.isRefused('operator', deed({ ...filing(call), plan: { ...plan, assetDisposal: '' } }), 'W11-1')
  await story.isRefused('operator', deed({ ...filing(call), plan: { ...plan, until: '2028-04-04' } }), 'W11-2')
  await story.isRefused('operator', deed({ ...filing(call), evidence: evidence.slice(1) }), 'W7-1')
  const paper = await pdfOf('数据安全方案', ['全部处理在授权运营域内进行。', '人员实名准入，结果经检查后导出。'])
  const attached = await handIn(await story.as('operator'), '数据安全方案.pdf', paper)
  await story.isRefused('operator', deed({ ...filing(call), attachments: [{ ...attached, sha256: sha256(new Uint8Array()) }] }), 'A24')
  const application = await story.does('operator', deed({ ...filing(call), attachments: [attached] }))
  await story.isRefused('operator', deed(filing(call)), 'W9-2')
  await story.clock('2026-03-21T09:00:00+08:00')
  await story.isRefused('applicant', deed(filing(call)), 'W9-1')
  return application
}

export const theReview = async (story: Teller, application: string): Promise<void> => {
  story.chapter(3, '联合审核、专家论证、公示、确定、审议', 'Joint review, experts, public notice, confirmation, deliberation')
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'applications', act, id: application, asked })
  await story.clock('2026-03-23T09:00:00+08:00')
  await story.does('authority', deed('accept'))
  await story.isRefused('police', deed('opine', { conclusion: 'agree', reason: '' }), 'A9')
  await thePaper(story, application)
  await story.does('police', deed('opine', agreement))
  await story.isRefused('police', deed('opine', agreement), 'A9')
  await theLists(story, application)
  await thePanel(story, application)
  await story.isRefused('authority', deed('select', { reason: '综合评审意见' }), 'W9-3')
  for (const login of reviewLogins.slice(1)) await story.does(login, deed('opine', agreement))
  await story.does('authority', deed('select', { reason: '联合审核一致同意，专家论证通过。' }))
  await story.clock('2026-03-24T09:00:00+08:00')
  await story.does('authority', deed('open-notice', { text: '拟确定上述单位为航班准点率分析场景公共数据授权运营单位，现予公示。' }))
  await theObjection(story, application)
  await story.isRefused('authority', deed('close-notice'), 'W9-4')
  await story.clock('2026-04-01T09:00:00+08:00')
  await story.does('authority', deed('close-notice'))
  await story.isRefused('authority', deed('confirm'), 'W9-5')
  await story.does('authority', deed('answer-objection', { number: 1, outcome: 'dismissed', reason: '经核查，所述情况与申请单位无关。' }))
  await story.does('authority', deed('confirm'))
}

/** Who reviews reads what was handed in and holds it against the ledger; who has no part in it does not learn that it is there. */
const thePaper = async (story: Teller, application: string): Promise<void> => {
  const police = await story.as('police')
  const at = `/api/cases/applications/${application}`
  const { history } = (await police.get(at)).body
  const [paper] = history[0].payload.attachments
  const read = await police.getBytes(`${at}/files/${paper.sha256}`)
  const elsewhere = await (await story.as('consumer')).getBytes(`${at}/files/${paper.sha256}`)
  story.check(
    'application.attachments',
    undefined,
    read.status === 200 && sha256(read.bytes) === paper.sha256 && elsewhere.status === 404,
    `会同单位打开附件“${paper.name}”，摘要与账本一致；无关单位看不到该附件。`,
    `a reviewing body opens the attached ${paper.name}; its hash is the one in the ledger, and others do not see it`,
  )
}

const agreement = { conclusion: 'agree', reason: '材料齐全，符合条件。' }

/** Both lists as their issuers gave them out. */
export const importLists = async (story: Teller, issuedOn: string): Promise<void> => {
  for (const list of ['dishonest-executee', 'major-tax-case'])
    await story.does('authority', {
      plural: 'name-lists',
      act: 'import',
      asked: {
        list,
        source: '信用信息共享平台',
        issuedOn,
        form: 'csv',
        content: `uscc,名称\n${usccOf('consumer')},示例单位（${issuedOn}列入）\n`,
      },
    })
}

/** The platform looks the applicant up by itself. */
const theLists = async (story: Teller, application: string): Promise<void> => {
  await importLists(story, '2026-03-20')
  await story.does('authority', { plural: 'applications', act: 'request-list-check', id: application })
  await story.settle()
  const { body } = await (await story.as('authority')).get(`/api/cases/applications/${application}`)
  story.check(
    'application.note-list-checks',
    undefined,
    body.state.listChecks.length === 2 && body.state.listChecks.every((one: { result: string }) => one.result === 'clear'),
    '平台对照导入名单核验，两类名单均未列入。',
    'the platform looks the applicant up in both imported lists: on neither',
  )
}

const sheet = ['capability', 'scenario-value', 'security', 'compliance', 'return-method'].map((item) => ({ item, score: 88 }))
const opinion = { conflict: 'none', sheet, opinion: '方案可行，安全措施到位。' }

/** The pool is fixed, the log settles who sits, whoever stands aside is replaced in a round of its own. */
const thePanel = async (story: Teller, application: string): Promise<void> => {
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'applications', act, id: application, asked })
  const authority = await story.as('authority')
  const sitting = async (): Promise<readonly string[]> =>
    (await authority.get(`/api/cases/applications/${application}`)).body.state.panel
      .filter(({ left }: { left: string }) => left === '')
      .map(({ person }: { person: string }) => person.slice('p-'.length))
  await story.does('authority', deed('call-panel'))
  await story.settle()
  const drawn = await sitting()
  await story.isRefused(expertLogins.find((login) => !drawn.includes(login)) ?? '', deed('expert-opine', opinion), 'W9-3')
  const [first = ''] = drawn
  await story.isRefused(first, deed('expert-opine', { ...opinion, conflict: 'declared' }), 'W5-3')
  await story.does(first, deed('declare-conflict', { conflict: '与申请单位有合作' }))
  await story.settle()
  const { draws } = (await authority.get(`/api/applications/${application}/draws`)).body
  story.check(
    'application.draw-experts',
    undefined,
    draws.length === 2 && draws.every((draw: { recomputed: { agrees: boolean } }) => draw.recomputed.agrees),
    '专家由账本根随机抽取，回避者由下一轮补抽，重新计算结果一致。',
    'the experts were drawn by the root of the log, the empty seat in a further round; computed again, both agree',
  )
  for (const expert of await sitting()) await story.does(expert, deed('expert-opine', opinion))
}

const theObjection = async (story: Teller, application: string): Promise<void> => {
  const street = passerBy(story.origin)
  const { status, body } = await street.send(`/notices/${application}/objections`, {
    realName: '王小明',
    contact: '13800000000',
    ground: '该单位曾有延误履约记录',
    evidence: '相关合同复印件',
  })
  story.check(
    'application.object',
    undefined,
    status === 200 && String(body).includes('application/'),
    '社会公众在公开页面实名提出异议。',
    'somebody objects on the public page, under a real name',
  )
  const page = await street.page(`/notices/${application}`)
  story.check(
    'public.notice',
    undefined,
    !String(page.body).includes('王小明'),
    '公示页面不显示异议人姓名。',
    'the public page does not show who objected',
  )
}

export const deliberate = async (story: Teller, type: 'grant' | 'revoke', subject: string): Promise<void> => {
  const id = await story.does('authority', {
    plural: 'deliberations',
    act: 'convene',
    asked: { type, subject, agenda: type === 'grant' ? '审议给予市级授权' : '审议撤销市级授权', members: membersOfMechanism() },
  })
  for (const [place, login] of mechanismLogins.entries()) {
    await story.does(login, { plural: 'deliberations', act: 'vote', id, asked: { vote: 'in-favour', opinion: '同意' } })
    if (place === 0 && type === 'grant')
      await story.isRefused(login, { plural: 'deliberations', act: 'vote', id, asked: { vote: 'in-favour', opinion: '同意' } }, 'A5')
  }
  await story.does('authority', { plural: 'deliberations', act: 'resolve', id, asked: { minutes: '会议审议通过，全体成员单位同意。' } })
}

export const applyAgain = async (story: Teller, call: string): Promise<void> =>
  story.isRefused('operator', { plural: 'applications', act: 'submit', asked: filing(call) }, 'W10-5')
