/** Which hard rules are upheld today: by the acts of the cases, or elsewhere with the place named; the rest is said openly. */
import { type HardRuleId, hardRuleIds, type RuleId } from './articles.ts'
import { cases } from './cases.ts'
import { rulesOf } from './kernel/act.ts'
import type { Words } from './kernel/words.ts'

export interface Elsewhere extends Words {
  /** The file that does it, from the root of the project. */
  readonly where: string
}

/** Rules no act can hold, because they are about what happens by itself or inside the zone. */
export const upheldElsewhere: Partial<Record<HardRuleId, Elsewhere>> = {
  'W16-3': {
    where: 'packages/zone/src/sql/refusals.ts',
    zh: '授权运营域只放出通过语句审查和输出检查的结果，原始数据不出域',
    en: 'the zone lets out only results that passed the checks of the statement and of the output',
  },
  'W16-8': {
    where: 'packages/zone/src/log.ts',
    zh: '先记录后执行：记录失败的操作不执行；平台每一事项与其账目在同一事务内写入',
    en: 'written before it runs: what cannot be logged is not done; on the platform an act and its entry are one transaction',
  },
  'W19-1': {
    where: 'packages/platform/src/reactions/admission.ts',
    zh: '撤销一经记录，平台即冻结、封存并开立销毁任务',
    en: 'as a revocation is recorded the platform freezes, seals and opens the destruction',
  },
  'W29-2': {
    where: 'packages/platform/src/reactions/standing.ts',
    zh: '评估结果一经确认不符合要求，平台即向数据主管部门提出责令整改建议',
    en: 'as a result that does not comply is made final the platform proposes the case under article 10',
  },
  'W24-1': {
    where: 'packages/zone/src/signing.ts',
    zh: '授权运营域只执行平台签名、未过期、未重放的指令',
    en: 'the zone obeys only orders that the platform signed, not expired and not replayed',
  },
  'W24-2': {
    where: 'packages/platform/src/reactions/orders.ts',
    zh: '停止类指令即时下达并持续送达，失联时租约到期即停',
    en: 'orders to stop go out at once and again until answered; where the zone is cut off its lease runs out',
  },
  'W24-3': {
    where: 'packages/zone/src/lease.ts',
    zh: '与平台失联超过租约期限的，授权运营域停止新的访问',
    en: 'a zone that lost the platform for longer than its lease gives no new access',
  },
}

/** Names of the acts that stand under each rule. */
export const upheldByActs = (): ReadonlyMap<RuleId, readonly string[]> =>
  cases
    .flatMap(({ acts }) => acts.flatMap((act) => rulesOf(act).map((id) => ({ id, name: act.name }))))
    .reduce((namesById, { id, name }) => namesById.set(id, [...(namesById.get(id) ?? []), name]), new Map<RuleId, readonly string[]>())

/** Hard rules that nothing upholds yet, in the order of the articles: empty when the law is whole. */
export const notUpheldYet = (): readonly HardRuleId[] => {
  const byActs = upheldByActs()
  return hardRuleIds.filter((id) => !byActs.has(id) && upheldElsewhere[id] === undefined)
}
