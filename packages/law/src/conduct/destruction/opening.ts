/** Article 19: a destruction is opened by its trigger, held back only by law, and approved by the data authority. */
import { z } from 'zod'
import { kindShape } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { actsAs, onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import { addDays, type Day } from '../../kernel/days.ts'
import { type Matter, rule } from '../../kernel/rule.ts'
import { dayShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { calendar, published, workdaysAfter } from '../../kernel/workdays.ts'
import { type Destruction, type DestructionEvent, type DestructionFacts, isPurposeTrigger, purposeTriggers, triggerKinds } from './state.ts'

const act = actsOf<Destruction, DestructionFacts, DestructionEvent>()
const stage = stageIs<Destruction, DestructionFacts, unknown>

const openShape = z.object({
  trigger: kindShape(triggerKinds),
  request: referenceTo('data-requests'),
})

/** Opened by the platform as the trigger happens; by the data authority where it learns of one otherwise. */
export const open = act(openShape, {
  name: 'destruction.open',
  title: { zh: '启动数据销毁', en: 'Open a destruction' },
  when: [
    onlyBy('A19', 'platform', 'data-authority'),
    stage('A19', 'already-open', { zh: '销毁任务已启动', en: 'the task is open already' }, 'none'),
  ],
  provided: [
    rule(
      'A19',
      'no-such-request',
      { zh: '没有该数据申请', en: 'there is no such data request' },
      ({ facts }) => facts.request.operator !== '',
      'request',
    ),
    rule(
      'W19-1',
      'not-revoked',
      { zh: '授权未被撤销，不得以撤销为由启动销毁', en: 'the authorization has not been revoked' },
      ({ asked, facts }) => asked.trigger !== 'revoked' || facts.authorization.stage === 'revoked',
      'trigger',
    ),
    rule(
      'A11',
      'term-not-ended',
      { zh: '授权未届满也未终止，不得按期满处置启动销毁', en: 'the authorization has neither expired nor been terminated' },
      ({ asked, facts }) => asked.trigger !== 'term-ended' || ['expired', 'terminated'].includes(facts.authorization.stage),
      'trigger',
    ),
    rule(
      'W19-2',
      'purpose-not-ended',
      {
        zh: '处理目的尚未终结、仍可读取的，请先办理目的终结',
        en: 'the purpose has not been ended and the data is still read: end the purpose first',
      },
      ({ asked, facts }) => !isPurposeTrigger(asked.trigger) || ['ended', 'sealed'].includes(facts.request.stage),
      'trigger',
    ),
    rule(
      'A19',
      'task-open',
      { zh: '该工作空间已有未办结的销毁任务', en: 'another task for this workspace is not finished' },
      ({ facts }) => facts.openTasks === 0,
      'request',
    ),
    rule(
      'A19',
      'destroyed-already',
      { zh: '该工作空间的数据已销毁', en: 'the data of this workspace has been destroyed' },
      ({ facts }) => facts.request.stage !== 'destroyed',
      'request',
    ),
  ],
  records: (matter) => [
    {
      type: 'DestructionOpened',
      ...matter.asked,
      authorization: matter.facts.request.authorization,
      operator: matter.facts.request.operator,
      openedOn: matter.on,
      due: dueOf(matter),
      requester: matter.by.person,
      ...(matter.asked.trigger === 'term-ended' && { disposalPlan: matter.facts.disposalPlan }),
    },
  ],
})

/** A dataset goes as a whole where its provider closes it for good: nobody reads it any more, and what was written from it ends by itself. */
export const openForItem = act(z.object({ trigger: z.enum(purposeTriggers), item: referenceTo('catalog-items'), reason: reasonShape }), {
  name: 'destruction.open-for-item',
  title: { zh: '启动数据集销毁', en: 'Open the destruction of a dataset' },
  when: [
    onlyBy('A19', 'data-authority', 'agency'),
    stage('A19', 'already-open', { zh: '销毁任务已启动', en: 'the task is open already' }, 'none'),
  ],
  provided: [
    rule(
      'A19',
      'no-such-item',
      { zh: '没有该目录项', en: 'there is no such catalog item' },
      ({ facts }) => facts.item.provider !== '',
      'item',
    ),
    rule(
      'W6-2',
      'not-your-item',
      { zh: '由该数据的提供单位或者数据主管部门启动', en: 'the agency of the item or the data authority opens it' },
      ({ facts, by }) => actsAs(by, 'data-authority') || facts.item.provider === by.organization,
      'item',
    ),
    rule(
      'W19-2',
      'item-still-open',
      {
        zh: '数据仍可申请使用，请先将开放属性变更为禁止开放',
        en: 'the data may still be granted: change its attribute to prohibited first',
      },
      ({ facts }) => facts.item.isClosed,
      'item',
    ),
    rule(
      'A19',
      'task-open',
      { zh: '该数据集已有未办结的销毁任务', en: 'another task for this dataset is not finished' },
      ({ facts }) => facts.openTasks === 0,
      'item',
    ),
  ],
  records: ({ asked: { trigger, item }, facts, on, by, parameters }) => [
    {
      type: 'DestructionOpened',
      trigger,
      request: '',
      item,
      authorization: '',
      operator: facts.item.provider,
      openedOn: on,
      due: addDays(on, parameters.personalDestructionDays),
      requester: by.person,
    },
  ],
})

/** The files of one export go by themselves: sealed first, so that nobody fetches them while it is decided. */
export const openForExport = act(z.object({ trigger: z.enum(purposeTriggers), export: referenceTo('exports'), reason: reasonShape }), {
  name: 'destruction.open-for-export',
  title: { zh: '启动导出文件销毁', en: 'Open the destruction of an export' },
  when: [
    onlyBy('A19', 'data-authority', 'operator'),
    stage('A19', 'already-open', { zh: '销毁任务已启动', en: 'the task is open already' }, 'none'),
  ],
  provided: [
    rule(
      'A19',
      'no-such-export',
      { zh: '没有该项导出', en: 'there is no such export' },
      ({ facts }) => facts.export.operator !== '',
      'export',
    ),
    rule(
      'A16',
      'not-your-export',
      { zh: '由该项导出的运营单位或者数据主管部门启动', en: 'the operator of the export or the data authority opens it' },
      ({ facts, by }) => actsAs(by, 'data-authority') || facts.export.operator === by.organization,
      'export',
    ),
    rule(
      'A19',
      'export-not-sealed',
      { zh: '应当先封存、后销毁：请先在导出事项中封存', en: 'what is to be destroyed is sealed first: seal the export in its own case' },
      ({ facts }) => facts.export.keeping === 'sealed',
      'export',
    ),
    rule(
      'A19',
      'task-open',
      { zh: '该项导出已有未办结的销毁任务', en: 'another task for this export is not finished' },
      ({ facts }) => facts.openTasks === 0,
      'export',
    ),
  ],
  records: ({ asked: { trigger, export: one }, facts, on, by, parameters }) => [
    {
      type: 'DestructionOpened',
      trigger,
      request: '',
      export: one,
      authorization: facts.export.authorization,
      operator: facts.export.operator,
      openedOn: on,
      due: addDays(on, parameters.personalDestructionDays),
      requester: by.person,
    },
  ],
})

export const noteShut = act(z.object({}), {
  name: 'destruction.note-shut',
  title: { zh: '记录已封存', en: 'Note that it is sealed' },
  when: [
    onlyBy('A19', 'platform'),
    rule(
      'A19',
      'not-a-holding',
      { zh: '该任务不是销毁数据集或者导出文件', en: 'this task is about neither a dataset nor an export' },
      ({ state }) => (state.item !== '' || state.export !== '') && !state.isShut,
    ),
  ],
  provided: [],
  records: () => [{ type: 'HoldingShut' }],
})

/** An unpublished year does not keep a task from being opened. */
const dueOf = ({ asked, on, parameters }: Matter<Destruction, DestructionFacts, z.infer<typeof openShape>>): Day | undefined => {
  if (isPurposeTrigger(asked.trigger)) return addDays(on, parameters.personalDestructionDays)
  const due = workdaysAfter(calendar, on, parameters.destructionWorkdays)
  return published(due) ? due : undefined
}

/** The article excepts only what a law or an administrative regulation says otherwise. */
export const hold = act(
  z.object({ basis: z.string().trim().max(1000).default('').meta({ format: 'reason' }), until: dayShape.optional() }),
  {
    name: 'destruction.hold',
    title: { zh: '依法保留', en: 'Hold by law' },
    when: [
      onlyBy('W19-4', 'data-authority'),
      stage('A19', 'not-open', { zh: '销毁任务未启动或者已批准', en: 'the task is not open, or is approved' }, 'opened'),
    ],
    provided: [
      rule(
        'W19-4',
        'hold-without-basis',
        { zh: '依法保留应当载明法律、行政法规依据', en: 'a hold names the law or administrative regulation it rests on' },
        ({ asked }) => asked.basis !== '',
        'basis',
      ),
      rule(
        'W19-4',
        'hold-without-end',
        { zh: '依法保留应当载明截止日，且晚于今日', en: 'a hold has an end, later than today' },
        ({ asked, on }) => asked.until !== undefined && asked.until > on,
        'until',
      ),
    ],
    records: ({ asked: { basis, until } }) => (until === undefined ? [] : [{ type: 'LegalHoldPlaced', basis, until }]),
  },
)

export const liftHold = act(z.object({ reason: reasonShape }), {
  name: 'destruction.lift-hold',
  title: { zh: '解除依法保留', en: 'Lift the legal hold' },
  when: [
    onlyBy('W19-4', 'data-authority', 'platform'),
    stage('W19-4', 'not-held', { zh: '没有依法保留', en: 'there is no legal hold' }, 'held'),
    rule(
      'W19-4',
      'hold-still-runs',
      { zh: '保留期限未满，应当由数据主管部门解除', en: 'the hold still runs: only the data authority lifts it early' },
      ({ state, by, on }) => actsAs(by, 'data-authority') || state.hold === undefined || on > state.hold.until,
    ),
  ],
  provided: [],
  records: ({ asked }) => [{ type: 'LegalHoldLifted', ...asked }],
})

/** Article 31: while a case is open, nothing that could prove it is destroyed. */
export const noLiabilityCase = rule<Destruction, DestructionFacts, unknown>(
  'A31',
  'liability-open',
  { zh: '存在未结的责任案件，结案前不得销毁', en: 'a liability case is open: nothing is destroyed before it is closed' },
  ({ facts }) => facts.liabilityCases === 0,
)

export const approve = act(
  z.object({ method: reasonShape, disposal: z.string().trim().max(4000).default('').meta({ format: 'reason' }) }),
  {
    name: 'destruction.approve',
    title: { zh: '批准销毁', en: 'Approve the destruction' },
    when: [
      onlyBy('A19', 'data-authority'),
      stage('A19', 'not-open', { zh: '销毁任务未启动或者已批准', en: 'the task is not open, or is approved' }, 'opened', 'held'),
      rule(
        'W19-4',
        'held-by-law',
        { zh: '依法保留期限未满，不得销毁', en: 'it is held by law until the hold ends' },
        ({ state, on }) => state.stage !== 'held' || (state.hold !== undefined && on > state.hold.until),
      ),
      noLiabilityCase,
    ],
    provided: [
      rule(
        'W11-4',
        'disposal-plan-not-followed',
        {
          zh: '期限届满或者授权终止的，应当说明资产处置方案如何执行',
          en: 'the term has ended: say how the disposal plan of the application is carried out',
        },
        ({ asked, state }) => state.trigger !== 'term-ended' || asked.disposal !== '',
        'disposal',
      ),
    ],
    records: ({ asked, by }) => [{ type: 'DestructionApproved', ...asked, approver: by.person }],
  },
)
