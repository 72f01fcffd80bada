/** Article 16 (3), W16-4: data that an operator lawfully holds is joined with public data only after the authority and the departments have reviewed it. */
import { procedure, type Turn } from '../kernel/act.ts'
import { clocks, whoseOf } from './social-data/clocks.ts'
import { declare, deliver, noteQuarantined } from './social-data/declaring.ts'
import { decide, isAnswered, opine, recuse } from './social-data/review.ts'
import { end, lapse, noteImported, notePurged, noteRefusedByZone, withdraw } from './social-data/standing.ts'
import { evolve, type SocialData, type SocialDataEvent, type SocialDataFacts, start } from './social-data/state.ts'

export { isOver as isSocialDataOver, type SocialData, type SocialDataEvent, type SocialDataFacts } from './social-data/state.ts'

const turnsOf = (state: SocialData): readonly Turn[] => {
  const { stage, operator, authority, deliverBy, required } = state
  if (stage === 'declared') return [{ role: 'operator', organization: operator, ...(deliverBy && { due: deliverBy }) }]
  if (stage !== 'quarantined' && stage !== 'refused-by-zone') return []
  const waiting = required.filter((one) => !isAnswered(state, one))
  return waiting.length > 0 ? waiting.map(whoseOf) : [{ role: 'data-authority', organization: authority }]
}

export const socialData = procedure<SocialData, SocialDataFacts, SocialDataEvent>({
  name: 'social-data',
  plural: 'social-data-imports',
  title: { zh: '社会数据导入', en: 'Import of social data' },
  start,
  evolve,
  acts: [declare, deliver, noteQuarantined, opine, recuse, decide, noteImported, noteRefusedByZone, withdraw, lapse, end, notePurged],
  stages: {
    none: { zh: '未申报', en: 'not declared' },
    declared: { zh: '已申报，待送达', en: 'declared, the file is awaited' },
    quarantined: { zh: '隔离审核中', en: 'in quarantine, under review' },
    approved: { zh: '已同意，待导入', en: 'approved, waiting for the zone' },
    'refused-by-zone': { zh: '授权运营域未导入', en: 'refused by the zone' },
    imported: { zh: '已导入', en: 'imported' },
    rejected: { zh: '不予同意', en: 'rejected' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
    lapsed: { zh: '已失效', en: 'lapsed' },
    ended: { zh: '已停止使用', en: 'use ended' },
    purged: { zh: '已清除', en: 'purged' },
  },
  stageOf: ({ stage }) => stage,
  titleOf: ({ title }) => title,
  concerns: ({ operator, required }) => ({
    organizations: [operator, ...required.map(({ body }) => body).filter((body) => body !== '')],
    roles: ['data-authority', 'security-authority', 'audit-admin'],
  }),
  turns: turnsOf,
  clocks,
  keysOf: ({ request, authorization, operator }) => [`request:${request}`, `authorization:${authorization}`, `operator:${operator}`],
  personal: false,
})
