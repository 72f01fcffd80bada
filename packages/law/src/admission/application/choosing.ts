/** Articles 5, 7 and 9: the preliminary choice, once joint review and experts have spoken. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { rule } from '../../kernel/rule.ts'
import { reasonShape } from '../../kernel/shapes.ts'
import { panelHasSpoken } from './experts.ts'
import { conditionRules } from './lists.ts'
import { allYearsAssessed } from './renewal.ts'
import { underReview, yoursToDecide } from './review.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()

export const select = act(
  z.object({ reason: reasonShape, creditWeighing: z.string().trim().max(1000).default('').meta({ format: 'reason' }) }),
  {
    name: 'application.select',
    title: { zh: '初步确定运营单位', en: 'Choose preliminarily' },
    when: [
      onlyBy('A9', 'data-authority'),
      underReview,
      yoursToDecide,
      rule(
        'W9-3',
        'joint-opinion-missing',
        { zh: '会同审核单位尚未全部出具意见', en: 'some joint-review body has not answered yet' },
        ({ state }) => state.reviewBodies.every((body) => state.opinions.some((one) => one.body === body)),
      ),
      rule(
        'W9-3',
        'joint-review-refused',
        { zh: '有会同审核单位不同意，不得初步确定', en: 'a joint-review body refused; to decide jointly is not to outvote' },
        ({ state }) => state.opinions.every(({ conclusion }) => conclusion === 'agree'),
      ),
      panelHasSpoken,
      rule(
        'W27-2',
        'serious-credit-record',
        { zh: '申请单位存在在期的严重不良信用记录，不得确定', en: 'a serious credit entry on the applicant stands' },
        ({ facts }) => facts.creditStanding.serious === 0,
      ),
      ...conditionRules,
      allYearsAssessed,
    ],
    provided: [
      rule(
        'W27-2',
        'credit-not-weighed',
        { zh: '申请单位存在在期的信用记录，应当说明如何考虑', en: 'credit entries on the applicant stand: say how they were weighed' },
        ({ asked, facts }) => facts.creditStanding.ordinary === 0 || asked.creditWeighing !== '',
        'creditWeighing',
      ),
    ],
    records: ({ asked }) => [{ type: 'OperatorPreliminarilySelected', ...asked }],
  },
)
