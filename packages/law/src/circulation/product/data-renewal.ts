/** Article 13, W13-1: data that a product rests on was corrected: its operator is told, and says what follows for the product. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { rule } from '../../kernel/rule.ts'
import { idShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { yourProduct } from './making.ts'
import type { Product, ProductEvent, ProductFacts } from './state.ts'

const act = actsOf<Product, ProductFacts, ProductEvent>()

export const noteDataRenewed = act(z.object({ objection: idShape, item: idShape, version: z.int().min(1) }), {
  name: 'product.note-data-renewed',
  title: { zh: '告知所用数据已更正', en: 'Tell that its data was corrected' },
  when: [onlyBy('W13-1', 'platform')],
  provided: [
    rule(
      'W13-1',
      'told-already',
      { zh: '已就该异议告知', en: 'it was told of this objection already' },
      ({ asked, state }) => state.stage !== 'none' && state.renewals.every(({ objection }) => objection !== asked.objection),
      'objection',
    ),
  ],
  records: ({ asked }) => [{ type: 'ProductDataRenewed', ...asked }],
})

export const handleDataRenewal = act(
  z.object({ objection: referenceTo('data-objections'), handling: z.enum(['refreshed', 'not-affected']), statement: reasonShape }),
  {
    name: 'product.handle-data-renewal',
    title: { zh: '说明数据更正后的处理', en: 'Say what follows from the corrected data' },
    when: [
      onlyBy('A13', 'operator'),
      yourProduct,
      rule('A13', 'nothing-renewed', { zh: '没有待处理的数据更正', en: 'no corrected data waits to be dealt with' }, ({ state }) =>
        state.renewals.some(({ handling }) => handling === 'open'),
      ),
    ],
    provided: [
      rule(
        'A13',
        'renewal-not-open',
        { zh: '该异议没有待处理的数据更正', en: 'no corrected data of this objection waits' },
        ({ asked, state }) => state.renewals.some(({ objection, handling }) => objection === asked.objection && handling === 'open'),
        'objection',
      ),
    ],
    records: ({ asked }) => [{ type: 'DataRenewalHandled', ...asked }],
  },
)
