/** Article 21: the lawful trading platforms on which products may be listed, each for as long as its licence is good. */
import { z } from 'zod'
import { actsOf, procedure } from '../kernel/act.ts'
import { onlyBy } from '../kernel/actor.ts'
import type { ClockRule } from '../kernel/clocks.ts'
import { stageIs } from '../kernel/common.ts'
import type { Day } from '../kernel/days.ts'
import { rule } from '../kernel/rule.ts'
import { dayShape, organizationShape, reasonShape, titleShape } from '../kernel/shapes.ts'

type Stage = 'none' | 'admitted' | 'struck'

export interface Venue {
  readonly stage: Stage
  readonly name: string
  readonly organization: string
  readonly licence: { readonly number: string; readonly issuer: string; readonly validTo: Day } | undefined
  readonly struckFor: string
}

export interface VenueFacts {
  /** Other venues of the same organization on the list. */
  readonly sameOrganization: number
}

interface Licensed {
  readonly licenceNumber: string
  readonly issuer: string
  readonly validTo: Day
}

export type VenueEvent =
  | ({ readonly type: 'VenueAdmitted'; readonly name: string; readonly organization: string } & Licensed)
  | ({ readonly type: 'VenueLicenceRenewed' } & Licensed)
  | { readonly type: 'VenueStruck'; readonly reason: string; readonly on: Day }

const act = actsOf<Venue, VenueFacts, VenueEvent>()
const stage = stageIs<Venue, VenueFacts, unknown>
const onTheList = stage('W21-2', 'not-on-the-list', { zh: '该交易场所不在名录内', en: 'the venue is not on the list' }, 'admitted')

const licenceFields = { licenceNumber: titleShape, issuer: titleShape, validTo: dayShape }
const licenceStillGood = rule<Venue, VenueFacts, { readonly validTo: Day }>(
  'W21-2',
  'licence-over',
  { zh: '交易场所的许可已到期', en: 'the licence of the venue has run out' },
  ({ asked, on }) => asked.validTo >= on,
  'validTo',
)

export const admit = act(z.object({ name: titleShape, organization: organizationShape, ...licenceFields }), {
  name: 'venue.admit',
  title: { zh: '列入交易场所名录', en: 'Put a venue on the list' },
  when: [
    onlyBy('A21', 'data-authority', 'market'),
    stage('A21', 'already-on-the-list', { zh: '该交易场所已列入名录', en: 'the venue is on the list already' }, 'none'),
  ],
  provided: [
    licenceStillGood,
    rule(
      'A21',
      'organization-on-the-list',
      { zh: '该单位已有交易场所在名录内', en: 'this organization has a venue on the list' },
      ({ facts }) => facts.sameOrganization === 0,
      'organization',
    ),
  ],
  records: ({ asked }) => [{ type: 'VenueAdmitted', ...asked }],
})

export const renewLicence = act(z.object(licenceFields), {
  name: 'venue.renew-licence',
  title: { zh: '更新交易场所许可', en: 'Renew the licence of the venue' },
  when: [onlyBy('A21', 'data-authority', 'market'), onTheList],
  provided: [licenceStillGood],
  records: ({ asked }) => [{ type: 'VenueLicenceRenewed', ...asked }],
})

export const strike = act(z.object({ reason: reasonShape }), {
  name: 'venue.strike',
  title: { zh: '移出交易场所名录', en: 'Strike the venue off the list' },
  when: [onlyBy('A21', 'data-authority', 'market'), onTheList],
  provided: [],
  records: ({ asked, on }) => [{ type: 'VenueStruck', ...asked, on }],
})

const start: Venue = { stage: 'none', name: '', organization: '', licence: undefined, struckFor: '' }

const evolve = (state: Venue, event: VenueEvent): Venue => {
  switch (event.type) {
    case 'VenueAdmitted':
      return { ...state, stage: 'admitted', name: event.name, organization: event.organization, licence: licenceOf(event) }
    case 'VenueLicenceRenewed':
      return { ...state, licence: licenceOf(event) }
    case 'VenueStruck':
      return { ...state, stage: 'struck', struckFor: event.reason }
  }
}

const licenceOf = ({ licenceNumber, issuer, validTo }: Licensed) => ({ number: licenceNumber, issuer, validTo })

const clocks: readonly ClockRule<Venue, VenueFacts>[] = [
  {
    name: 'venue-licence',
    title: { zh: '交易场所许可有效期', en: 'licence of the venue' },
    kind: 'validity',
    rule: 'W21-2',
    ends: { zh: '不得在该场所挂牌', en: 'nothing more is listed there' },
    remind: 'evidenceRemindDays',
    running: ({ stage: at, organization, licence }) =>
      at === 'admitted' && licence
        ? [{ due: licence.validTo, whose: [{ role: 'data-authority' }, { role: 'market' }, { role: 'operator', organization }] }]
        : [],
  },
]

export const venues = procedure<Venue, VenueFacts, VenueEvent>({
  name: 'venue',
  plural: 'venues',
  title: { zh: '数据交易场所', en: 'Trading venue' },
  start,
  evolve,
  acts: [admit, renewLicence, strike],
  stages: {
    none: { zh: '未列入', en: 'not on the list' },
    admitted: { zh: '在名录内', en: 'on the list' },
    struck: { zh: '已移出', en: 'struck off' },
  },
  stageOf: ({ stage: at }) => at,
  titleOf: ({ name }) => name,
  concerns: ({ organization }) => ({
    organizations: [organization],
    roles: ['data-authority', 'market', 'operator', 'consumer', 'audit-admin'],
  }),
  turns: () => [],
  clocks,
  keysOf: ({ organization }) => [`venue-of:${organization}`],
  personal: false,
})
