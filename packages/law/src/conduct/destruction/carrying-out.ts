/** W19-3: one person carries it out, another watches, the zone proves that reading fails, the data authority accepts. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { stageIs } from '../../kernel/common.ts'
import type { Day } from '../../kernel/days.ts'
import { rule } from '../../kernel/rule.ts'
import { choiceOf, reasonShape } from '../../kernel/shapes.ts'
import { noLiabilityCase } from './opening.ts'
import { type Destruction, type DestructionEvent, type DestructionFacts, recordShape } from './state.ts'

const act = actsOf<Destruction, DestructionFacts, DestructionEvent>()
const stage = stageIs<Destruction, DestructionFacts, unknown>

export const execute = act(z.object({ executor: choiceOf('people'), witness: choiceOf('people') }), {
  name: 'destruction.execute',
  title: { zh: '执行销毁', en: 'Carry out the destruction' },
  when: [
    onlyBy('A19', 'data-center'),
    stage('A19', 'not-approved', { zh: '销毁未经批准或者已执行', en: 'it is not approved, or has been carried out' }, 'approved'),
    rule('A19', 'not-sealed', { zh: '应当先封存、后销毁', en: 'what is to be destroyed is sealed first' }, ({ facts, state }) =>
      state.request === '' ? state.isShut : facts.request.stage === 'sealed',
    ),
    noLiabilityCase,
  ],
  provided: [
    rule(
      'W19-3',
      'witness-is-executor',
      { zh: '见证人不得是执行人', en: 'the witness is the executor' },
      ({ asked }) => asked.witness !== asked.executor,
      'witness',
    ),
    rule(
      'W19-3',
      'executor-absent',
      { zh: '由执行人本人办理', en: 'the executor does this in person' },
      ({ asked, by }) => asked.executor === by.person,
      'executor',
    ),
    rule(
      'W19-3',
      'approver-takes-part',
      { zh: '批准人不得兼任执行人或者见证人', en: 'who approved it neither carries it out nor watches' },
      ({ asked, state }) => state.approver !== asked.executor && state.approver !== asked.witness,
      'executor',
      'witness',
    ),
  ],
  records: ({ asked }) => [{ type: 'DestructionStarted', ...asked }],
})

const underWay = stage('A19', 'not-under-way', { zh: '没有正在执行的销毁', en: 'no destruction is under way' }, 'executing')

export const noteExecuted = act(z.object({ record: recordShape }), {
  name: 'destruction.note-executed',
  title: { zh: '记录销毁回执', en: 'Note the record of the zone' },
  when: [onlyBy('A19', 'platform'), underWay],
  provided: [
    rule(
      'W19-3',
      'other-people-on-record',
      { zh: '回执所载执行人、见证人与任务不一致', en: 'the record names another executor or witness than the task' },
      ({ asked: { record }, state }) => record.executor === state.executor && record.witness === state.witness,
      'record',
    ),
  ],
  records: ({ asked }) => [{ type: 'DestructionExecuted', ...asked }],
})

export const noteRefusedByZone = act(z.object({ refusal: z.string(), detail: z.string().default('') }), {
  name: 'destruction.note-refused-by-zone',
  title: { zh: '记录授权运营域未执行', en: 'Note that the zone did not carry it out' },
  when: [onlyBy('A19', 'platform'), underWay],
  provided: [],
  records: ({ asked }) => [{ type: 'DestructionFailed', ...asked }],
})

const certificateNumber = (on: Day, serial: number): string => `XH3202-${on.slice(0, 4)}-${String(serial).padStart(6, '0')}`

export const accept = act(z.object({ opinion: reasonShape }), {
  name: 'destruction.accept',
  title: { zh: '验收并出具销毁证明', en: 'Accept and certify' },
  when: [
    onlyBy('W19-3', 'data-authority'),
    stage('W19-3', 'not-carried-out', { zh: '销毁尚未执行完毕或者已办结', en: 'it is not carried out yet, or is finished' }, 'executed'),
    rule(
      'W19-3',
      'not-verified',
      { zh: '没有销毁核验记录，不得验收', en: 'there is no verification that reading fails' },
      ({ state }) => state.record !== undefined && state.record.verification.length > 0,
    ),
    rule(
      'W19-3',
      'took-part',
      { zh: '执行人、见证人不得验收', en: 'who carried it out or watched does not accept it' },
      ({ state, by }) => by.person !== state.executor && by.person !== state.witness,
    ),
  ],
  provided: [],
  records: ({ asked, facts, on }) => [
    { type: 'DestructionAccepted', ...asked, certificateNumber: certificateNumber(on, facts.certifiedThisYear + 1), on },
  ],
})
