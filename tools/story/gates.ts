/** The rest of step 3: the authorization and its gates: agreement, plans, responsible persons, admitted people. */
import { day } from '@yunhe/law'
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { deliberate } from './admission.ts'
import { scenario } from './call-papers.ts'
import type { Teller } from './teller.ts'

const term = { from: '2026-04-03', until: '2028-04-03' }

export const theAuthorization = async (story: Teller, application: string): Promise<string> => {
  await story.clock('2026-04-02T09:00:00+08:00')
  const grant = { plural: 'authorizations', act: 'grant', asked: { application, ...term } }
  await story.isRefused('authority', grant, 'W5-1')
  await deliberate(story, 'grant', application)
  await story.clock('2026-04-03T09:00:00+08:00')
  const id = await story.does('authority', grant)
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'authorizations', act, id, asked })
  await story.isRefused('authority', deed('sign-agreement', { ...term, until: '2028-04-04', text: '协议' }), 'W11-3')
  await story.does('authority', deed('sign-agreement', { ...term, text: '公共数据授权运营协议文本。' }))
  await story.isRefused('authority', deed('activate'), 'W26-1')
  await thePlans(story)
  const people = await thePeople(story)
  await story.isRefused('authority', deed('activate'), 'W14-1')
  await story.does(
    'operator',
    deed('appoint-responsible', { first: people.security, security: people.security, letter: '第一责任人和数据安全负责人责任书。' }),
  )
  await story.does('authority', deed('activate'))
  return id
}

const thePlans = async (story: Teller): Promise<void> => {
  const file = async (login: string, kind: 'agency' | 'operator', of: string) => {
    const id = await story.does(login, {
      plural: 'emergency-plans',
      act: 'file',
      asked: { kind, title: '数据安全应急预案', scenario: of, text: '预案正文。' },
    })
    await story.does('cyberspace', { plural: 'emergency-plans', act: 'approve', id, asked: { validUntil: '2027-04-02', opinion: '同意' } })
    await story.does(login, { plural: 'emergency-plans', act: 'drill', id, asked: { on: '2026-04-02', report: '首次演练完成。' } })
  }
  await file('transport', 'agency', scenario)
  await file('statistics', 'agency', scenario)
  await file('operator', 'operator', '')
}

/** Article 16: real name, filing, vetting, NDA, training; only then may a person enter. */
export const admit = async (
  story: Teller,
  login: string,
  displayName: string,
  sequence: number,
  tellRefusals: boolean,
): Promise<string> => {
  const idNumber = idNumberFor('320211', day('1990-06-15'), sequence)
  const id = await story.does('operator', { plural: 'persons', act: 'apply', asked: { displayName, idNumber, login } })
  const deed = (act: string, asked: unknown = {}) => ({ plural: 'persons', act, id, asked })
  await story.does('authority', deed('verify-real-name', { method: '身份核验服务', reference: `HY-${sequence}` }))
  await story.does('authority', deed('file', { number: `BA-2026-${sequence}` }))
  await story.does('cyberspace', deed('vet', { conclusion: 'pass', reason: '' }))
  const nda = { signedOn: '2026-04-03', validTo: '2031-04-03', breachClause: '泄露数据的，承担违约责任并依法追究。' }
  if (tellRefusals) {
    await story.isRefused('operator', deed('sign-nda', { ...nda, breachClause: '' }), 'W16-2')
    await story.isRefused('authority', deed('enable'), 'W16-1')
  }
  await story.does('operator', deed('sign-nda', nda))
  await story.does('operator', deed('train', { course: '公共数据安全培训', on: '2026-04-03', validTo: '2027-04-02' }))
  await story.does('authority', deed('enable'))
  return id
}

const thePeople = async (story: Teller) => ({
  analyst: await admit(story, 'analyst', '分析员', 101, true),
  security: await admit(story, 'operator-security', '安全负责人', 102, false),
})
