/** Article 24: the zone is managed by the platform; the state of its own log is anchored in the platform's, so that neither can be rewritten alone. */
import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import { rule } from '../kernel/rule.ts'

export interface Zone {
  readonly stage: 'none' | 'connected'
  readonly zone: string
  readonly size: number
  readonly root: string
  readonly anchoredAt: string
}

export type ZoneFacts = Readonly<Record<never, never>>

export type ZoneEvent = {
  readonly type: 'ZoneAnchored'
  readonly zone: string
  readonly size: number
  readonly root: string
  readonly checkpoint: string
}

const act = actsOf<Zone, ZoneFacts, ZoneEvent>()

const anchorShape = z.object({ zone: z.string(), size: z.int().min(0), root: z.string(), checkpoint: z.string() })

export const anchor = act(anchorShape, {
  name: 'zone.anchor',
  title: { zh: '锚定授权运营域日志', en: "Anchor the zone's log" },
  when: [onlyBy('A24', 'platform')],
  provided: [
    rule(
      'A24',
      'log-has-shrunk',
      { zh: '授权运营域日志短于已锚定的长度，应当立即核查', en: "the zone's log is shorter than what was anchored: examine it at once" },
      ({ asked, state }) => asked.size >= state.size,
      'size',
    ),
    rule(
      'A24',
      'log-was-rewritten',
      {
        zh: '授权运营域日志在同一长度上的摘要与已锚定的不一致，应当立即核查',
        en: "the zone's log has another root at the same size: examine it at once",
      },
      ({ asked, state }) => asked.size !== state.size || state.stage === 'none' || asked.root === state.root,
      'root',
    ),
  ],
  records: ({ asked }) => [{ type: 'ZoneAnchored', ...asked }],
})

export const zones = procedure<Zone, ZoneFacts, ZoneEvent>({
  name: 'zone',
  plural: 'zones',
  title: { zh: '运营域日志锚定', en: 'Zone log anchor' },
  start: { stage: 'none', zone: '', size: 0, root: '', anchoredAt: '' },
  evolve: (_, { zone, size, root }, { at }) => ({ stage: 'connected', zone, size, root, anchoredAt: at }),
  acts: [anchor],
  stages: { none: { zh: '未接入', en: 'not connected' }, connected: { zh: '已接入', en: 'connected' } },
  stageOf: ({ stage }) => stage,
  titleOf: ({ zone }) => zone,
  concerns: () => ({ organizations: [], roles: ['data-authority', 'security-authority', 'data-center', 'audit-admin', 'system-admin'] }),
  turns: () => [],
  keysOf: () => [],
  personal: false,
})
