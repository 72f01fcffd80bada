/** Article 33: the body that interprets the measures attaches dated notes to an article or a rule; the newest stand where the rule is explained. */
import { z } from 'zod'
import { isRuleId, type RuleId } from '../articles.ts'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy, roles } from '../kernel/actor.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, reasonShape, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'standing' | 'withdrawn'

export interface Interpretation {
  readonly stage: Stage
  /** The rule or article it is about: `W10-3`, `A10`, `N1-5`. */
  readonly ruleOrArticle: RuleId | ''
  readonly documentNumber: string
  readonly text: string
  readonly textInEnglish: string
  /** First day on which it is followed. */
  readonly from: Day
  readonly issuedBy: string
  readonly withdrawn: { readonly on: Day; readonly reason: string } | undefined
}

export type InterpretationEvent =
  | {
      readonly type: 'InterpretationIssued'
      readonly ruleOrArticle: RuleId
      readonly documentNumber: string
      readonly text: string
      readonly textInEnglish: string
      readonly from: Day
      readonly issuedBy: string
    }
  | { readonly type: 'InterpretationWithdrawn'; readonly reason: string; readonly on: Day }

export type InterpretationFacts = Readonly<Record<never, never>>

const act = actsOf<Interpretation, InterpretationFacts, InterpretationEvent>()

const textShape = z.string().trim().min(1).max(4_000).meta({ format: 'reason' })

export const issue = act(
  z.object({
    ruleOrArticle: z.string().trim().max(8),
    documentNumber: titleShape,
    text: textShape,
    textInEnglish: z.string().trim().max(4_000).default('').meta({ format: 'reason' }),
    from: dayShape,
  }),
  {
    name: 'interpretation.issue',
    title: { zh: '作出解释', en: 'Issue an interpretation' },
    when: [
      onlyBy('A33', 'data-authority'),
      stageIs('A33', 'already-issued', { zh: '解释已经作出', en: 'the interpretation was issued already' }, 'none'),
    ],
    provided: [
      rule(
        'A33',
        'no-such-rule',
        {
          zh: '没有该条款或者规则，请填写条款编号（如 A10）或者规则编号（如 W10-3）',
          en: 'there is no such article or rule: write A10 for an article, W10-3 for a rule',
        },
        ({ asked }) => isRuleId(asked.ruleOrArticle),
        'ruleOrArticle',
      ),
      rule(
        'A32',
        'looks-back',
        {
          zh: '解释自作出之日起适用，不溯及已经办理的事项',
          en: 'an interpretation is followed from the day it is issued: nothing that was done is judged by it',
        },
        ({ asked, on }) => asked.from >= on,
        'from',
      ),
    ],
    records: ({ asked, by }) => [
      { type: 'InterpretationIssued', ...asked, ruleOrArticle: asked.ruleOrArticle as RuleId, issuedBy: by.organization },
    ],
  },
)

export const withdraw = act(z.object({ reason: reasonShape }), {
  name: 'interpretation.withdraw',
  title: { zh: '废止解释', en: 'Withdraw the interpretation' },
  when: [
    onlyBy('A33', 'data-authority'),
    stageIs('A33', 'not-standing', { zh: '解释未作出或者已经废止', en: 'there is no interpretation that stands' }, 'standing'),
  ],
  provided: [],
  records: ({ asked, on }) => [{ type: 'InterpretationWithdrawn', ...asked, on }],
})

const start: Interpretation = {
  stage: 'none',
  ruleOrArticle: '',
  documentNumber: '',
  text: '',
  textInEnglish: '',
  from: '' as Day,
  issuedBy: '',
  withdrawn: undefined,
}

const evolve = (state: Interpretation, event: InterpretationEvent): Interpretation => {
  if (event.type === 'InterpretationWithdrawn') return { ...state, stage: 'withdrawn', withdrawn: { on: event.on, reason: event.reason } }
  const { type: _, ...issued } = event
  return { ...state, stage: 'standing', ...issued }
}

export const interpretations = procedure<Interpretation, InterpretationFacts, InterpretationEvent>({
  name: 'interpretation',
  plural: 'interpretations',
  title: { zh: '条文解释', en: 'Interpretation' },
  start,
  evolve,
  acts: [issue, withdraw],
  stages: {
    none: { zh: '未作出', en: 'not issued' },
    standing: { zh: '有效', en: 'stands' },
    withdrawn: { zh: '已废止', en: 'withdrawn' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ ruleOrArticle, documentNumber }) => [ruleOrArticle, documentNumber].filter(Boolean).join(' · '),
  concerns: () => ({ organizations: [], roles }),
  turns: () => [],
  keysOf: ({ ruleOrArticle }) => ['interpretations', `about:${ruleOrArticle}`],
  personal: false,
})
