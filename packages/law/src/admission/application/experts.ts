/** Articles 5 and 9: the panel of an application: called, drawn by chance, excused, heard. */
import { z } from 'zod'
import { kindShape, type ScoreItem, scoreItems } from '../../identifiers/kinds.ts'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { fieldsOpen, type Judged, type PoolEntry, seatedFrom, sitting, whyNot } from '../../kernel/expert-panel.ts'
import { type Matter, type Rule, rule } from '../../kernel/rule.ts'
import { choiceOf, reasonShape } from '../../kernel/shapes.ts'
import { underReview, yoursToDecide } from './review.ts'
import type { Application, ApplicationEvent, ApplicationFacts } from './state.ts'

const act = actsOf<Application, ApplicationFacts, ApplicationEvent>()
type OnCase = Rule<Application, ApplicationFacts, unknown>
type Known = Pick<Matter<Application, ApplicationFacts, unknown>, 'state' | 'facts'>

export const seatsOpen = ({ expertCount, panel }: Application): number => expertCount - sitting(panel).length

const judgedIn = ({ applicant, affiliates, panel }: Application): Judged => ({ applicant, affiliates, panel })

const mayBeDrawn = ({ state, facts }: Known): readonly PoolEntry[] =>
  facts.pool.filter((entry) => whyNot(entry, judgedIn(state)) === undefined)

const seatsAreOpen: OnCase = rule(
  'W9-3',
  'panel-complete',
  { zh: '专家组已满员，无须抽取', en: 'the panel is complete: there is nobody to draw' },
  ({ state }) => seatsOpen(state) > 0,
)

/** The pool is fixed here, before anybody can know the seed: what decides the draw is the root of the log after this entry. */
export const callPanel = act(z.object({}), {
  name: 'application.call-panel',
  title: { zh: '提请随机抽取论证专家', en: 'Call for a panel of experts' },
  when: [
    onlyBy('A5', 'data-authority', 'platform'),
    underReview,
    rule(
      'A9',
      'not-your-call',
      { zh: '由发布通告的数据主管部门办理', en: 'the data authority that called does this' },
      ({ state, by }) => by.roles.includes('platform') || (by.organization !== '' && state.authority === by.organization),
    ),
    seatsAreOpen,
    rule(
      'A5',
      'draw-awaited',
      { zh: '专家库名册已固定，待抽取', en: 'the pool is fixed already and the draw is awaited' },
      ({ state }) => state.panelCall === undefined,
    ),
    rule(
      'A5',
      'pool-too-small',
      { zh: '专家库中可以抽取的专家人数不足，请先补充专家', en: 'too few experts in the pool may be drawn: appoint more first' },
      (known) => mayBeDrawn(known).length >= seatsOpen(known.state),
    ),
    rule(
      'A5',
      'field-without-expert',
      { zh: '专家库中缺少通告所需专业的可抽取专家', en: 'nobody who may be drawn is versed in one of the fields that the call asks for' },
      (known) => {
        const free = mayBeDrawn(known)
        return fieldsOpen(known.state.panel, known.state.expertFields).every((field) => free.some(({ fields }) => fields.includes(field)))
      },
    ),
  ],
  provided: [],
  records: ({ state, facts }) => [
    { type: 'ExpertPanelCalled', round: state.draws.length + 1, seats: seatsOpen(state), pool: facts.pool, poolHash: facts.poolHash },
  ],
})

/** Whoever does it, the outcome is the same: the log has settled it. The platform does it by itself. */
export const drawExperts = act(z.object({}), {
  name: 'application.draw-experts',
  title: { zh: '抽取论证专家', en: 'Draw the experts' },
  when: [
    onlyBy('A5', 'data-authority', 'platform'),
    underReview,
    rule(
      'A5',
      'panel-not-called',
      { zh: '尚未提请抽取专家', en: 'no panel has been called' },
      ({ state }) => state.panelCall !== undefined,
    ),
    rule(
      'A5',
      'seed-not-ready',
      { zh: '账本尚未收录提请抽取的记录，请稍候', en: 'the log has not taken up the call yet: wait a moment' },
      ({ state, facts }) => state.panelCall === undefined || facts.draw !== undefined,
    ),
  ],
  provided: [],
  records: (matter) => [drawnBy(matter)],
})

const drawnBy = ({ state, facts }: Known): ApplicationEvent => {
  const { panelCall: call } = state
  const { draw } = facts
  if (call === undefined || draw === undefined)
    throw new Error('could not draw experts: no panel has been called, or the log has no root for it')
  const judged = judgedIn(state)
  const order = draw.order.flatMap((expert) => call.pool.filter((entry) => entry.expert === expert))
  const wanted = fieldsOpen(state.panel, state.expertFields)
  const free = order.filter((entry) => whyNot(entry, judged) === undefined)
  const drawn = seatedFrom(free, wanted, call.seats)
  const passed = call.pool.flatMap((entry) => {
    const because = whyNot(entry, judged)
    return because === undefined ? [] : [{ expert: entry.expert, because }]
  })
  return {
    type: 'ExpertsDrawn',
    round: call.round,
    index: draw.index,
    root: draw.root,
    seed: draw.seed,
    wanted,
    passedOver: passed,
    drawn: drawn.map(({ expert, person, fields }) => ({ expert, person, fields })),
  }
}

const onThePanel: OnCase = rule(
  'W9-3',
  'not-on-the-panel',
  { zh: '您未被抽取为本件论证专家', en: 'you have not been drawn for this panel' },
  ({ state, by }) => state.panel.some(({ person }) => person === by.person),
)

const isFirstOpinion: OnCase = rule(
  'A9',
  'expert-opinion-given',
  { zh: '您已提交论证意见', en: 'you have given your opinion' },
  ({ state, by }) => state.expertOpinions.every(({ person }) => person !== by.person),
)

const notStoodAside: OnCase = rule(
  'W5-3',
  'expert-recused',
  { zh: '您已申报利益冲突，应当回避，不得评分', en: 'you declared a conflict of interest and cannot score' },
  ({ state, by }) => !state.panel.some(({ person, left }) => person === by.person && left !== ''),
)

export const declareConflict = act(z.object({ conflict: reasonShape }), {
  name: 'application.declare-conflict',
  title: { zh: '申报利益冲突并回避', en: 'Declare a conflict and stand aside' },
  when: [onlyBy('W5-3', 'expert'), underReview, onThePanel, notStoodAside, isFirstOpinion],
  provided: [],
  records: ({ asked, by }) => [{ type: 'ExpertRecused', ...asked, person: by.person }],
})

/** Only before the opinion is known: nobody is excused for what was said. */
export const excuseExpert = act(z.object({ expert: choiceOf('experts-seated'), reason: reasonShape }), {
  name: 'application.excuse-expert',
  title: { zh: '准予专家退出论证', en: 'Excuse an expert' },
  when: [onlyBy('A5', 'data-authority'), underReview, yoursToDecide],
  provided: [
    rule(
      'A5',
      'expert-not-seated',
      { zh: '该专家不在本件专家组内，或者已提交意见', en: 'this expert does not sit on the panel, or has given an opinion' },
      ({ asked, state }) =>
        sitting(state.panel).some(
          ({ expert, person }) => expert === asked.expert && state.expertOpinions.every((one) => one.person !== person),
        ),
      'expert',
    ),
  ],
  records: ({ asked, state }) => [
    { type: 'ExpertRecused', person: state.panel.find(({ expert }) => expert === asked.expert)?.person ?? '', conflict: asked.reason },
  ],
})

const items = Object.keys(scoreItems) as readonly ScoreItem[]
const sheetShape = z.array(z.object({ item: kindShape(scoreItems), score: z.int().min(0).max(100) })).max(10)

/** The mean of the marks, each of which counts alike. */
const scoreOf = (sheet: readonly { readonly score: number }[]): number =>
  Math.round(sheet.reduce((sum, { score }) => sum + score, 0) / Math.max(1, sheet.length))

const conflictShape = z.enum(['none', 'declared']).meta({
  words: { none: { zh: '无利益冲突', en: 'none' }, declared: { zh: '有利益冲突', en: 'declared' } },
})

export const expertOpine = act(z.object({ conflict: conflictShape, sheet: sheetShape, opinion: reasonShape }), {
  name: 'application.expert-opine',
  title: { zh: '提交专家论证意见', en: 'Give the expert opinion' },
  when: [
    onlyBy('A9', 'expert'),
    underReview,
    onThePanel,
    isFirstOpinion,
    notStoodAside,
    rule(
      'W5-3',
      'expert-of-the-applicant',
      { zh: '申请单位的人员不得担任本件论证专家', en: 'nobody of the applicant can be its expert' },
      ({ state, by }) => state.applicant !== by.organization,
    ),
  ],
  provided: [
    rule(
      'W5-3',
      'conflict-declared',
      { zh: '存在利益冲突的专家应当回避，不得评分', en: 'an expert with a conflict of interest cannot score' },
      ({ asked }) => asked.conflict === 'none',
      'conflict',
    ),
    rule(
      'W9-3',
      'score-sheet-incomplete',
      { zh: '评分表各项均应打分，且每项只打一次', en: 'every item of the score sheet is marked, and each once' },
      ({ asked }) => asked.sheet.length === items.length && items.every((item) => asked.sheet.some((mark) => mark.item === item)),
      'sheet',
    ),
  ],
  records: ({ asked: { sheet, opinion }, by }) => [
    { type: 'ExpertOpinionGiven', person: by.person, sheet, score: scoreOf(sheet), opinion },
  ],
})

/** W9-3 at the preliminary choice: an odd panel, of the size that the call set, and each of it has spoken. */
export const panelHasSpoken: OnCase = rule(
  'W9-3',
  'expert-opinions-missing',
  { zh: '专家组未满员，或者有专家未提交论证意见', en: 'the panel is not complete, or an expert of it has not given an opinion' },
  ({ state: { panel, expertCount, expertOpinions } }) => {
    const seats = sitting(panel)
    return (
      seats.length >= expertCount &&
      seats.length % 2 === 1 &&
      seats.every(({ person }) => expertOpinions.some((one) => one.person === person))
    )
  },
)
