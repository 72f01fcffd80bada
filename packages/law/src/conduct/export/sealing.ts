/** Articles 16, 19 and 24: what the zone keeps of an export is shut by whoever must protect it, opened again by the data authority alone, and gone once it is destroyed. */
import { z } from 'zod'
import { actsAs, onlyBy } from '../../kernel/actor.ts'
import { rule } from '../../kernel/rule.ts'
import { idShape, reasonShape } from '../../kernel/shapes.ts'
import { act, notShut, type OnCase } from './requesting.ts'

const asked: OnCase = rule(
  'A24',
  'not-asked-for',
  { zh: '没有这项导出申请', en: 'this export was not asked for' },
  ({ state }) => state.stage !== 'none',
)

const isSealed: OnCase = rule(
  'A24',
  'not-sealed',
  { zh: '该项导出没有封存', en: 'this export is not sealed' },
  ({ state }) => state.keeping === 'sealed',
)

export const seal = act(z.object({ reason: reasonShape }), {
  name: 'export.seal',
  title: { zh: '封存导出文件', en: 'Seal the files' },
  when: [
    onlyBy('A24', 'data-authority', 'security-authority', 'operator'),
    rule(
      'A16',
      'not-your-export',
      { zh: '运营单位只能封存本单位的导出', en: 'an operator seals only exports of its own' },
      ({ state, by }) => !actsAs(by, 'operator') || state.operator === by.organization,
    ),
    asked,
    notShut,
  ],
  provided: [],
  records: ({ asked: told, by }) => [{ type: 'ExportSealed', body: by.organization, ...told }],
})

export const unseal = act(z.object({ reason: reasonShape }), {
  name: 'export.unseal',
  title: { zh: '解除封存', en: 'Unseal the files' },
  when: [
    onlyBy('A24', 'data-authority'),
    isSealed,
    rule(
      'A19',
      'destruction-under-way',
      { zh: '该项导出的销毁任务未办结，不得解封', en: 'its destruction is under way: it stays sealed' },
      ({ facts }) => facts.openDestructions === 0,
    ),
  ],
  provided: [],
  records: ({ asked: told }) => [{ type: 'ExportUnsealed', ...told }],
})

export const noteDestroyed = act(z.object({ task: idShape }), {
  name: 'export.note-destroyed',
  title: { zh: '记录导出文件已销毁', en: 'Note that the files are destroyed' },
  when: [onlyBy('A19', 'platform'), isSealed],
  provided: [],
  records: ({ asked: told }) => [{ type: 'ExportDestroyed', ...told }],
})
