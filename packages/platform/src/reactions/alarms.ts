/** Article 15: what the tripwire of the zone stopped becomes a risk report, drafted from what the zone found; from there it goes on as any other. */
import { riskReports } from '@yunhe/law'
import type { ZoneStatus } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import type { Surroundings } from './reaction.ts'

type Alarm = ZoneStatus['alarms'][number]

const kinds: Readonly<Record<Alarm['relations'][number]['kind'], string>> = {
  'near-unique': '融合后多数记录的特征组合独一无二，足以识别特定个人，而各表单独均不能',
  determined: '融合后由一个字段即可推知另一表的敏感信息',
  identifier: '融合计算拼出了原数据中没有的身份标识',
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** Columns and shares, never a value: the zone tells none. */
export const findingOf = ({ job, relations }: Alarm): string =>
  [
    `授权运营域已自动停止作业 ${job}，其结果已封存，工作空间已关闭。`,
    ...relations.map(
      ({ kind, columns, share, bound }) =>
        `${kinds[kind]}（涉及字段：${columns.join('、')}；占比 ${percent(share)}，界限 ${percent(bound)}）。`,
    ),
  ].join('')

/** One case a stopped job, by its very name. */
export const noteAlarms = async (
  { alarms }: Pick<ZoneStatus, 'alarms'>,
  { now, act }: Pick<Surroundings, 'now' | 'act'>,
): Promise<void> => {
  for (const alarm of alarms) {
    const id = `alarm-${alarm.job}`
    if ((await now(riskReports, id)).stage !== 'none') continue
    const asked = { request: alarm.workspace, kind: 'personal-information', finding: findingOf(alarm), alarm: alarm.job }
    await act(commandOf('risk-report'), 'note-alarm', id, asked)
  }
}
