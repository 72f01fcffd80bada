/** Chapter 3 as far as a test needs it: calls, applications and authorizations, brought there by the people whose turn it is. */
import { day as dayFrom } from '@yunhe/law'
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { scoreItems } from '@yunhe/law/identifiers/kinds'
import { type Deed, type Stage, usccOf } from './stage.ts'

/** Every scene is set between these days of 2026. */
export const day = {
  filing: '2026-03-02',
  noticeOver: '2026-03-10',
  granted: '2026-03-11',
  registrationNoticeOver: '2026-04-20',
  until: '2028-03-11',
} as const
export const morningOf = (on: string): string => `${on}T09:00:00+08:00`
export const scenario = 'water-levels'

const mechanism = ['authority', 'cyberspace', 'police', 'justice', 'finance'].map((body) => `${body}-mechanism`)
const conditions = [
  'sound-and-capable',
  'no-major-violation',
  'on-no-list',
  'security-organized',
  'protection-and-cryptography',
  'mature-management',
]

type Change = Readonly<Record<string, unknown>>

export const callForm = (change: Change = {}) => ({
  title: '水位查询申报通告',
  summary: '征集运营单位。',
  mode: 'scenario',
  scenarios: [{ id: scenario, name: '水位查询', description: '', data: ['水位数据'] }],
  openFrom: day.filing,
  openTo: '2026-03-20',
  conditions: '符合第七条的六项条件。',
  reviewBodies: [usccOf('police')],
  expertCount: 5,
  ...change,
})

export const applicationForm = (call: string, change: Change = {}) => ({
  call,
  scenarios: [scenario],
  plan: {
    scope: '水位数据',
    from: day.granted,
    until: day.until,
    returnMethod: '成本加合理利润',
    securityMeasures: '域内处理',
    assetDisposal: '期满销毁',
  },
  evidence: conditions.map((condition) => ({
    condition,
    kind: '证明',
    number: '1',
    issuer: '主管机关',
    validFrom: '2026-01-01',
    validTo: '2028-12-31',
    document: '正文',
  })),
  securityHead: '负责人',
  securityDepartment: '数据安全部',
  ...change,
})

export const publishedCall = ({ does }: Stage, change?: Change): Promise<string> =>
  does('authority', { plural: 'calls', act: 'publish', asked: callForm(change) })

export const filedApplication = async (stage: Stage, login = 'operator'): Promise<string> =>
  stage.does(login, { plural: 'applications', act: 'submit', asked: applicationForm(await publishedCall(stage)) })

/** From the filing to the open public notice, all on the day of filing. */
export const noticedApplication = async (stage: Stage, login = 'operator'): Promise<string> => {
  const id = await filedApplication(stage, login)
  const does = (who: string, act: string, asked: unknown = {}) => stage.does(who, { plural: 'applications', act, id, asked })
  await does('authority', 'accept')
  await does('police', 'opine', { conclusion: 'agree', reason: '符合条件' })
  const checks = ['dishonest-executee', 'major-tax-case'].map((list) => ({
    list,
    checkedOn: day.filing,
    source: '共享平台',
    result: 'clear',
  }))
  await does('authority', 'check-lists', { checks, reason: '共享平台查询', evidence: '查询结果' })
  for (const expert of await drawnExperts(stage, id)) await does(expert, 'expert-opine', { conflict: 'none', sheet, opinion: '可行' })
  await does('authority', 'select', { reason: '一致同意' })
  await does('authority', 'open-notice', { text: '现予公示。' })
  return id
}

export const sheet = Object.keys(scoreItems).map((item) => ({ item, score: 80 }))

/** Calls a panel and draws it, where the platform has not done so by itself; answers the logins of those drawn. */
export const drawnExperts = async (stage: Stage, application: string): Promise<readonly string[]> => {
  await stage.does('authority', { plural: 'applications', act: 'call-panel', id: application })
  await stage.settled()
  const sitting = async () => {
    const { state } = await stage.reads('authority', `/api/cases/applications/${application}`)
    return (state.panel as { person: string; left: string }[]).filter(({ left }) => left === '').map(({ person }) => person.slice(2))
  }
  if ((await sitting()).length === 0) await stage.does('authority', { plural: 'applications', act: 'draw-experts', id: application })
  return sitting()
}

export const deliberated = async ({ does }: Stage, type: 'grant' | 'revoke' | 'terminate', subject: string): Promise<string> => {
  const asked = { type, subject, agenda: '审议事项', members: mechanism.map(usccOf) }
  const id = await does('authority', { plural: 'deliberations', act: 'convene', asked })
  for (const login of mechanism) await does(login, { plural: 'deliberations', act: 'vote', id, asked: { vote: 'in-favour' } })
  return does('authority', { plural: 'deliberations', act: 'resolve', id, asked: { minutes: '通过' } })
}

/** Granted on its first day; its gates are still closed. */
export const grantedAuthorization = async (stage: Stage): Promise<string> => {
  const application = await noticedApplication(stage)
  await stage.moveTo(morningOf(day.noticeOver))
  for (const act of ['close-notice', 'confirm']) await stage.does('authority', { plural: 'applications', act, id: application })
  await deliberated(stage, 'grant', application)
  await stage.moveTo(morningOf(day.granted))
  const asked = { application, from: day.granted, until: day.until }
  return stage.does('authority', { plural: 'authorizations', act: 'grant', asked })
}

/** In force: agreement, plans, admitted people, responsible persons. */
export const activeAuthorization = async (stage: Stage): Promise<string> => {
  const id = await grantedAuthorization(stage)
  const deed = (act: string, asked: unknown = {}): Deed => ({ plural: 'authorizations', act, id, asked })
  await stage.does('authority', deed('sign-agreement', { from: day.granted, until: day.until, text: '协议' }))
  await approvedPlan(stage, 'transport', { kind: 'agency', scenario })
  await approvedPlan(stage, 'operator', { kind: 'operator', scenario: '' })
  const person = await admittedPerson(stage, 'analyst', idNumberFor('320211', dayFrom('1990-06-15'), 101))
  await stage.does('operator', deed('appoint-responsible', { first: person, security: person, letter: '责任书' }))
  await stage.does('authority', deed('activate'))
  return id
}

const approvedPlan = async ({ does }: Stage, login: string, kind: Change): Promise<void> => {
  const id = await does(login, { plural: 'emergency-plans', act: 'file', asked: { title: '应急预案', text: '正文', ...kind } })
  await does('cyberspace', { plural: 'emergency-plans', act: 'approve', id, asked: { validUntil: '2027-03-10', opinion: '' } })
  await does(login, { plural: 'emergency-plans', act: 'drill', id, asked: { on: day.granted, report: '首次演练' } })
}

/** Article 16: real name, filing, vetting, NDA, training. */
export const admittedPerson = async (stage: Stage, login: string, idNumber: string): Promise<string> => {
  const id = await stage.does('operator', { plural: 'persons', act: 'apply', asked: { displayName: '某人', idNumber, login } })
  const does = (who: string, act: string, asked: unknown = {}) => stage.does(who, { plural: 'persons', act, id, asked })
  await does('authority', 'verify-real-name', { method: '身份核验', reference: 'HY-1' })
  await does('authority', 'file', { number: 'BA-1' })
  await does('cyberspace', 'vet', { conclusion: 'pass' })
  await does('operator', 'sign-nda', { signedOn: day.granted, validTo: '2031-03-11', breachClause: '依法追究' })
  await does('operator', 'train', { course: '安全培训', on: day.granted, validTo: '2027-03-10' })
  return does('authority', 'enable')
}
