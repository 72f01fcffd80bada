/** Articles 7 to 9, 11, 14 and 26: what must stand before an authorization is granted, and the gates before it comes into force. */
import { z } from 'zod'
import { onlyBy } from '../../kernel/actor.ts'
import { checkedWithin } from '../../kernel/common.ts'
import { yearsAfter } from '../../kernel/days.ts'
import { evidenceRule } from '../../kernel/evidence.ts'
import { attachmentsShape } from '../../kernel/files.ts'
import { allListsIn } from '../../kernel/list-checks.ts'
import { rule } from '../../kernel/rule.ts'
import { dayShape, documentShape, referenceTo } from '../../kernel/shapes.ts'
import { agreementContentsShape, agreementRule, termRule } from '../../overlay/checklists.ts'
import { act, notEnded, notYetGranted, pending, yours } from './stages.ts'

/** Articles 5, 7 and 9: what must stand before anything is granted. */
export const grant = act(z.object({ application: referenceTo('applications'), from: dayShape, until: dayShape }), {
  name: 'authorization.grant',
  title: { zh: '授予授权', en: 'Grant the authorization' },
  when: [onlyBy('A6', 'data-authority'), notYetGranted],
  provided: [
    rule(
      'A9',
      'application-not-confirmed',
      { zh: '申请尚未确定，不得授权', en: 'the application is not confirmed yet' },
      ({ facts }) => facts.application.stage === 'confirmed',
      'application',
    ),
    rule(
      'A9',
      'application-granted-already',
      { zh: '该申请已经授权，一项申请只授权一次', en: 'this application has been granted: one application, one authorization' },
      ({ facts }) => !facts.grantedBefore,
      'application',
    ),
    rule(
      'A9',
      'not-your-application',
      { zh: '由发布通告的数据主管部门授权', en: 'the data authority that called grants' },
      ({ facts, by }) => facts.application.authority === by.organization,
      'application',
    ),
    rule(
      'W7-2',
      'on-a-list',
      {
        zh: '该单位被列入失信被执行人或者重大税收违法名单，不予授权',
        en: 'the applicant is on a list of dishonest debtors or major tax cases',
      },
      ({ facts }) => facts.application.listChecks.every(({ result }) => result === 'clear'),
    ),
    rule(
      'W7-4',
      'list-check-too-old',
      { zh: '名单核验结果已过有效期，请先重新核验', en: 'the check of the lists is too old: check again first' },
      ({ facts: { application }, on, parameters }) =>
        allListsIn(application.listChecks) && checkedWithin(application.listChecks, on, parameters.listCheckWorkdays),
    ),
    evidenceRule((_, { application }) => application.evidence),
    rule(
      'W5-1',
      'not-deliberated',
      { zh: '未经协调机制审议通过，不得授予市级授权', en: 'the coordination mechanism has not passed the grant' },
      ({ facts }) => facts.deliberation.grant === 'passed',
    ),
    rule(
      'W9-5',
      'objection-open',
      { zh: '公示异议尚未处理完毕', en: 'an objection to the public notice is still open' },
      ({ facts }) => facts.openObjections === 0,
    ),
    rule(
      'W10-5',
      'applicant-banned',
      { zh: '该单位处于三年禁入期内', en: 'the applicant is inside the three-year ban' },
      ({ facts }) => facts.bannedUntil === undefined,
    ),
    rule(
      'A11',
      'term-reversed',
      { zh: '授权期限的截止日不得早于起始日', en: 'the term ends before it begins' },
      ({ asked }) => asked.from <= asked.until,
      'until',
    ),
    rule(
      'W11-2',
      'term-longer-than-two-years',
      { zh: '运营期限最长不得超过两年', en: 'the term is longer than two years' },
      ({ asked, parameters }) => asked.until <= yearsAfter(asked.from, parameters.termYears),
      'until',
    ),
    termRule(),
    rule(
      'W11-3',
      'term-beyond-application',
      { zh: '授权期限超出申请批准的期限', en: 'the term reaches beyond the approved one' },
      ({ asked, facts }) => asked.from >= facts.application.from && asked.until <= facts.application.until,
      'from',
      'until',
    ),
  ],
  records: ({ asked, facts }) => [
    {
      type: 'AuthorizationGranted',
      ...asked,
      operator: facts.application.applicant,
      authority: facts.application.authority,
      scenarios: facts.application.scenarios,
      evidence: facts.application.evidence,
    },
  ],
})

export const signAgreement = act(
  z.object({
    from: dayShape,
    until: dayShape,
    text: documentShape,
    contents: agreementContentsShape.optional(),
    attachments: attachmentsShape,
  }),
  {
    name: 'authorization.sign-agreement',
    title: { zh: '签订授权运营协议', en: 'Sign the operation agreement' },
    when: [onlyBy('A6', 'data-authority'), pending],
    provided: [
      rule(
        'W11-3',
        'agreement-longer-than-term',
        { zh: '协议期限不得超出批准的授权期限', en: 'the agreement lasts longer than the approved term' },
        ({ asked, state }) => asked.from >= state.from && asked.until <= state.until,
        'from',
        'until',
      ),
      agreementRule(),
    ],
    records: ({ asked, on }) => [{ type: 'AgreementSigned', ...asked, signedOn: on }],
  },
)

/** Article 14: the main person in charge answers first. */
export const appointResponsible = act(
  z.object({ first: referenceTo('persons'), security: referenceTo('persons'), letter: documentShape, attachments: attachmentsShape }),
  {
    name: 'authorization.appoint-responsible',
    title: { zh: '明确第一责任人和数据安全负责人', en: 'Name the first responsible person and the data-security head' },
    when: [onlyBy('A14', 'operator'), yours('A14'), notEnded],
    provided: [],
    records: ({ asked }) => [{ type: 'ResponsiblePersonsAppointed', ...asked }],
  },
)

/** The gates: nothing runs before the last of them is open. */
export const activate = act(z.object({}), {
  name: 'authorization.activate',
  title: { zh: '授权生效', en: 'Bring the authorization into force' },
  when: [
    onlyBy('A6', 'data-authority'),
    pending,
    rule(
      'A11',
      'no-agreement',
      { zh: '尚未签订授权运营协议', en: 'no agreement has been signed' },
      ({ state }) => state.agreement !== undefined,
    ),
    rule(
      'A11',
      'outside-term',
      { zh: '未到授权起始日或已届满', en: 'today is outside the term' },
      ({ state, on }) => state.from <= on && on <= state.until,
    ),
    rule(
      'W7-5',
      'on-a-list',
      { zh: '该单位已被列入失信被执行人或者重大税收违法名单', en: 'the operator is on a list of dishonest debtors or major tax cases' },
      ({ state }) => state.listChecks.every(({ result }) => result === 'clear'),
    ),
    evidenceRule(({ evidence }) => evidence),
    rule(
      'W14-1',
      'no-responsible-person',
      { zh: '未明确第一责任人和数据安全负责人', en: 'the first responsible person and the data-security head are not named' },
      ({ state }) => state.responsible !== undefined,
    ),
    rule(
      'W15-1',
      'no-operator-plan',
      { zh: '运营单位没有有效的应急预案', en: 'the operator has no valid emergency plan' },
      ({ facts }) => facts.operatorPlanValid,
    ),
    rule(
      'W16-1',
      'nobody-admitted',
      { zh: '没有完成实名、备案、审查和保密协议的参与人员', en: 'no person has passed real-name, filing, vetting and NDA' },
      ({ facts }) => facts.admittedPersons > 0,
    ),
    rule(
      'W26-1',
      'no-emergency-plan',
      { zh: '应用场景没有经批准且有效的应急预案，不得开展授权运营', en: 'a scenario has no approved emergency plan that is valid today' },
      ({ facts }) => facts.scenariosWithoutPlan.length === 0,
    ),
  ],
  provided: [],
  records: () => [{ type: 'AuthorizationActivated' }],
})
