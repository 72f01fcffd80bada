/** The agency that holds a resource files its registration: the first, a change, a correction, a renewal or a cancellation. */
import { z } from 'zod'
import { kindShape } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import { type Rule, rule } from '../../kernel/rule.ts'
import { dayShape, referenceTo } from '../../kernel/shapes.ts'
import {
  cancellationGrounds,
  type RegistrationFile,
  type ResourceRegistration,
  type ResourceRegistrationEvent,
  type ResourceRegistrationFacts,
  resourceRegistrationTypes,
} from './state.ts'

export const act = actsOf<ResourceRegistration, ResourceRegistrationFacts, ResourceRegistrationEvent>()
export const stage = stageIs<ResourceRegistration, ResourceRegistrationFacts, unknown>
export type OnCase = Rule<ResourceRegistration, ResourceRegistrationFacts, unknown>

/** Left empty is a refusal with its rule, not a malformed form. */
const partShape = z.string().trim().max(4_000).default('').meta({ format: 'reason' })

const fileShape = z.object({
  registrant: partShape,
  lawfulSource: partShape,
  description: partShape,
  productsAndServices: partShape,
  usedIn: partShape,
  riskAssessment: partShape,
  depositNumber: z.string().trim().max(120).default(''),
  depositedOn: dayShape.optional(),
})
type FileForm = z.infer<typeof fileShape>

const fileOf = ({ depositedOn, ...file }: FileForm): RegistrationFile => ({ ...file, depositedOn: depositedOn as Day | undefined })

const fileRules: readonly Rule<ResourceRegistration, ResourceRegistrationFacts, { readonly file: FileForm }>[] = [
  rule(
    'N1-2',
    'file-incomplete',
    {
      zh: '登记材料应当包括登记主体、合法来源、资源说明、存证、产品和服务、应用场景、安全风险评估，缺一不可',
      en: 'the file lacks one of its seven parts: registrant, lawful source, description, evidence deposit, products and services, scenarios, risk assessment',
    },
    ({ asked: { file } }) =>
      [
        file.registrant,
        file.lawfulSource,
        file.description,
        file.productsAndServices,
        file.usedIn,
        file.riskAssessment,
        file.depositNumber,
      ].every((part) => part !== ''),
    'file',
  ),
  rule(
    'N1-3',
    'not-deposited-before',
    { zh: '申请登记前应当完成存证，存证日不得晚于今日', en: 'evidence is deposited before applying: name the day, not later than today' },
    ({ asked: { file }, on }) => file.depositedOn !== undefined && file.depositedOn <= on,
    'file',
  ),
]

export const expect = act(z.object({ item: referenceTo('catalog-items'), deliveredOn: dayShape }), {
  name: 'resource-registration.expect',
  title: { zh: '提示应当登记', en: 'Note that a registration is due' },
  when: [
    onlyBy('A24', 'platform'),
    stage('A24', 'known-already', { zh: '该资源已有登记事项', en: 'the resource has a registration already' }, 'none'),
  ],
  provided: [],
  records: ({ asked, facts }) => [
    { type: 'ResourceRegistrationExpected', ...asked, name: facts.item.title, provider: facts.item.provider },
  ],
})

export const submit = act(z.object({ item: referenceTo('catalog-items'), file: fileShape }), {
  name: 'resource-registration.submit',
  title: { zh: '申请首次登记', en: 'Apply for the initial registration' },
  when: [
    onlyBy('A24', 'agency'),
    stage(
      'A24',
      'filed-already',
      { zh: '该资源已经登记或者正在登记', en: 'the resource is registered, or its registration is under way' },
      'none',
      'expected',
      'refused',
      'lapsed',
      'cancelled',
    ),
  ],
  provided: [
    rule(
      'A6',
      'not-your-item',
      { zh: '由直接持有、管理该资源的公共管理服务机构申请', en: 'the agency that holds the resource applies' },
      ({ facts, by }) => by.organization !== '' && facts.item.provider === by.organization,
      'item',
    ),
    rule(
      'A24',
      'another-item',
      { zh: '本登记事项属于另一项资源', en: 'this registration is of another resource' },
      ({ asked, state }) => state.item === '' || state.item === asked.item,
      'item',
    ),
    ...fileRules,
  ],
  records: ({ asked, facts, on }) => [
    {
      type: 'ResourceRegistrationSubmitted',
      item: asked.item,
      name: facts.item.title,
      provider: facts.item.provider,
      registrationType: 'initial',
      file: fileOf(asked.file),
      evidence: '',
      ground: undefined,
      on,
    },
  ],
})

const yours = ownedBy<ResourceRegistration, ResourceRegistrationFacts, unknown>(
  'A6',
  'not-your-resource',
  { zh: '由登记主体办理', en: 'only the registrant may do this' },
  ({ provider }) => provider,
)

export const correctFile = act(z.object({ file: fileShape }), {
  name: 'resource-registration.correct-file',
  title: { zh: '补正登记材料', en: 'Complete the file' },
  when: [
    onlyBy('A24', 'agency'),
    yours,
    stage('A24', 'not-returned', { zh: '登记申请未被退回补正', en: 'the application has not been returned' }, 'returned'),
  ],
  provided: fileRules,
  records: ({ asked, on }) => [{ type: 'ResourceRegistrationCorrected', file: fileOf(asked.file), on }],
})

const { initial: _, ...laterTypes } = resourceRegistrationTypes

/** First day on which a renewal may be asked for. */
export const renewableFrom = (validTo: Day, days: number): Day => addDays(validTo, -days)

export const apply = act(
  z.object({
    type: kindShape(laterTypes),
    file: fileShape.optional(),
    evidence: partShape,
    cancellationGround: kindShape(cancellationGrounds).optional(),
  }),
  {
    name: 'resource-registration.apply',
    title: { zh: '申请变更、更正、续展或者注销登记', en: 'Apply for a change, a correction, a renewal or a cancellation' },
    when: [
      onlyBy('A24', 'agency'),
      yours,
      stage(
        'A24',
        'not-registered',
        { zh: '该资源尚未登记，或者已有在办申请', en: 'the resource is not registered, or an application is under way' },
        'registered',
      ),
    ],
    provided: [
      rule(
        'N1-8',
        'renewal-too-early',
        {
          zh: '应当在有效期届满前规定的日期内申请续展',
          en: 'a renewal is asked for within the set days before expiry, and not after it',
        },
        ({ asked, state: { validTo }, on, parameters }) =>
          asked.type !== 'renewal' ||
          (validTo !== undefined && on <= validTo && on >= renewableFrom(validTo, parameters.registrationRenewalDays)),
        'type',
      ),
      rule(
        'N1-9',
        'evidence-missing',
        { zh: '变更、更正登记应当附证明材料', en: 'a change or a correction comes with evidence' },
        ({ asked }) => !['change', 'correction'].includes(asked.type) || asked.evidence !== '',
        'evidence',
      ),
      rule(
        'A24',
        'file-missing',
        { zh: '变更、更正登记应当提交登记材料', en: 'a change or a correction states the file as it is to stand' },
        ({ asked }) => !['change', 'correction'].includes(asked.type) || asked.file !== undefined,
        'file',
      ),
      rule(
        'N1-10',
        'ground-missing',
        { zh: '注销登记应当选定规定情形并说明情况', en: 'a cancellation names its case and says what happened' },
        ({ asked }) => asked.type !== 'cancellation' || (asked.cancellationGround !== undefined && asked.evidence !== ''),
        'cancellationGround',
        'evidence',
      ),
    ],
    records: ({ asked, state, on }) => [
      {
        type: 'ResourceRegistrationSubmitted',
        item: state.item,
        name: state.name,
        provider: state.provider,
        registrationType: asked.type,
        file: asked.file === undefined ? state.file : fileOf(asked.file),
        evidence: asked.evidence,
        ground: asked.cancellationGround,
        on,
      },
    ],
  },
)
