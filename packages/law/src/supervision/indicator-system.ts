/** Article 29: the published indicators by which operators of one class are assessed, with the weight of each. */
import { z } from 'zod'
import type { AuthMode } from '../identifiers/kinds.ts'
import { authModes, kindShape } from '../identifiers/kinds.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { rule } from '../kernel/rule.ts'
import { idShape, reasonShape, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'published' | 'retired'

export interface PublishedIndicator {
  readonly code: string
  readonly name: string
  /** Basis points; those of one system sum to 10,000. */
  readonly weight: number
  /** How points are given. */
  readonly about: string
}

export interface IndicatorSystem {
  readonly stage: Stage
  readonly title: string
  /** Operators are classed by the mode of their authorization. */
  readonly mode: AuthMode
  readonly indicators: readonly PublishedIndicator[]
  readonly basis: string
  readonly publishedOn: Day | undefined
  readonly retired: { readonly on: Day; readonly reason: string } | undefined
}

export interface IndicatorSystemFacts {
  /** Other systems of the same class that stand. */
  readonly sameClass: number
}

export type IndicatorSystemEvent =
  | {
      readonly type: 'IndicatorSystemPublished'
      readonly title: string
      readonly mode: AuthMode
      readonly indicators: readonly PublishedIndicator[]
      readonly basis: string
      readonly on: Day
    }
  | { readonly type: 'IndicatorSystemRetired'; readonly reason: string; readonly on: Day }

const act = actsOf<IndicatorSystem, IndicatorSystemFacts, IndicatorSystemEvent>()
const stage = stageIs<IndicatorSystem, IndicatorSystemFacts, unknown>

const wholeWeight = 10_000

export const publish = act(
  z.object({
    title: titleShape,
    mode: kindShape(authModes),
    indicators: z
      .array(z.object({ code: idShape, name: titleShape, weight: z.int().min(1).max(wholeWeight), about: reasonShape }))
      .min(1)
      .max(60),
    basis: reasonShape,
  }),
  {
    name: 'indicator-system.publish',
    title: { zh: '公布评估指标体系', en: 'Publish a system of indicators' },
    when: [
      onlyBy('A29', 'data-authority'),
      stage('A29', 'already-published', { zh: '该指标体系已公布', en: 'this system has been published' }, 'none'),
    ],
    provided: [
      rule(
        'A29',
        'weights-not-whole',
        { zh: '指标权重合计应当为百分之百', en: 'the weights of the indicators sum to 100 %' },
        ({ asked }) => asked.indicators.reduce((sum, { weight }) => sum + weight, 0) === wholeWeight,
        'indicators',
      ),
      rule(
        'A29',
        'indicator-twice',
        { zh: '指标编号重复', en: 'an indicator stands twice' },
        ({ asked }) => new Set(asked.indicators.map(({ code }) => code)).size === asked.indicators.length,
        'indicators',
      ),
      rule(
        'A29',
        'class-has-system',
        { zh: '该类运营单位已有施行中的指标体系，请先停用', en: 'a system for this class stands: retire it first' },
        ({ facts }) => facts.sameClass === 0,
        'mode',
      ),
    ],
    records: ({ asked, on }) => [{ type: 'IndicatorSystemPublished', ...asked, on }],
  },
)

/** Assessments that were planned by it go on by it. */
export const retire = act(z.object({ reason: reasonShape }), {
  name: 'indicator-system.retire',
  title: { zh: '停用评估指标体系', en: 'Retire the system' },
  when: [
    onlyBy('A29', 'data-authority'),
    stage('A29', 'not-published', { zh: '该指标体系未公布或者已停用', en: 'this system is not published, or is retired' }, 'published'),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'IndicatorSystemRetired', ...asked, on }],
})

const start: IndicatorSystem = {
  stage: 'none',
  title: '',
  mode: 'scenario',
  indicators: [],
  basis: '',
  publishedOn: undefined,
  retired: undefined,
}

const evolve = (state: IndicatorSystem, event: IndicatorSystemEvent): IndicatorSystem => {
  switch (event.type) {
    case 'IndicatorSystemPublished': {
      const { type: _, on, ...published } = event
      return { ...state, stage: 'published', ...published, publishedOn: on }
    }
    case 'IndicatorSystemRetired':
      return { ...state, stage: 'retired', retired: { on: event.on, reason: event.reason } }
  }
}

export const indicatorSystems = procedure<IndicatorSystem, IndicatorSystemFacts, IndicatorSystemEvent>({
  name: 'indicator-system',
  plural: 'indicator-systems',
  title: { zh: '评估指标体系', en: 'System of indicators' },
  start,
  evolve,
  acts: [publish, retire],
  stages: {
    none: { zh: '未公布', en: 'not published' },
    published: { zh: '施行中', en: 'standing' },
    retired: { zh: '已停用', en: 'retired' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ title }) => title,
  concerns: () => ({
    organizations: [],
    roles: ['data-authority', 'mechanism', 'joint-reviewer', 'expert', 'assessor', 'operator', 'applicant', 'public', 'audit-admin'],
  }),
  turns: () => [],
  keysOf: ({ mode }) => [`class:${mode}`],
  personal: false,
})
