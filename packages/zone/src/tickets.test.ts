import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Ticket } from './orders.ts'
import { signedBy } from './signing.ts'
import { emptyZone, type ZoneState } from './state.ts'
import { aWorkspace } from './testing.ts'
import { admitted, type Entrance } from './tickets.ts'
import { written } from './time.ts'

const platform = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const door = { zone: 'z1', platformKey: platform.publicKey }
const noon = Date.parse('2026-11-23T04:00:00.000Z')
const standing: ZoneState = { ...emptyZone, leaseUntil: written(noon + 60_000), workspaces: new Map([['w1', aWorkspace()]]) }
const intoW1: readonly Entrance[] = [{ purpose: 'workbench', scope: 'w1' }]

const headerOf = (change: Partial<Ticket> = {}, key: KeyObject = platform.privateKey): string => {
  const body = {
    id: 't1',
    zone: 'z1',
    person: 'p1',
    organization: 'o1',
    purpose: 'workbench',
    scope: 'w1',
    issuedAt: written(noon - 1000),
    expiresAt: written(noon + 1000),
    ...change,
  }
  return `Ticket ${Buffer.from(JSON.stringify(signedBy(key, body))).toString('base64url')}`
}
const asked = (header: string | undefined, state = standing, atMs = noon, wanted = intoW1) => {
  const pass = admitted(header, wanted, door, state, atMs)
  return pass.ok ? 'admitted' : pass.refusal
}

describe('W24-1 a ticket opens the zone only as the platform wrote it', () => {
  it('lets a person in with a ticket for this workspace', () => expect(asked(headerOf())).toBe('admitted'))
  it('turns away whoever has none', () => expect(asked(undefined)).toBe('no-ticket'))
  it('turns away a ticket that somebody else signed', () => expect(asked(headerOf({}, stranger.privateKey))).toBe('no-ticket'))
  it('turns away a ticket that was changed after it was signed', () => {
    const ticket = JSON.parse(Buffer.from(headerOf().slice(7), 'base64url').toString())
    expect(asked(`Ticket ${Buffer.from(JSON.stringify({ ...ticket, person: 'p2' })).toString('base64url')}`)).toBe('no-ticket')
  })
  it.each([
    { at: noon + 999, answer: 'admitted' },
    { at: noon + 1000, answer: 'ticket-expired' },
  ])('at $at the ticket that expires at noon and one second is $answer', ({ at, answer }) =>
    expect(asked(headerOf(), standing, at)).toBe(answer),
  )
  it('turns away a ticket for another zone', () => expect(asked(headerOf({ zone: 'z2' }))).toBe('wrong-zone'))
  it('turns away a ticket for another workspace', () => expect(asked(headerOf({ scope: 'w2' }))).toBe('out-of-scope'))
  it('turns away a ticket that was given for another purpose', () =>
    expect(asked(headerOf({ purpose: 'intake', scope: 'w1' }))).toBe('wrong-purpose'))
})

describe('W24-3 without a lease nobody enters', () => {
  it.each([
    { leaseUntil: undefined, answer: 'lease-ended' },
    { leaseUntil: written(noon), answer: 'lease-ended' },
    { leaseUntil: written(noon + 1), answer: 'admitted' },
  ])('a lease until $leaseUntil at noon: $answer', ({ leaseUntil, answer }) =>
    expect(asked(headerOf(), { ...standing, leaseUntil })).toBe(answer),
  )
})

it('W16-7 a person who was dismissed does not enter, ticket or not', () => {
  expect(asked(headerOf(), { ...standing, dismissed: new Set(['p1']) })).toBe('person-dismissed')
})

it.each([
  { stage: 'frozen', answer: 'workspace-frozen' },
  { stage: 'sealed', answer: 'workspace-sealed' },
  { stage: 'destroyed', answer: 'workspace-destroyed' },
] as const)('W10-1 a workspace that is $stage lets nobody in', ({ stage, answer }) => {
  expect(asked(headerOf(), { ...standing, workspaces: new Map([['w1', aWorkspace({ stage })]]) })).toBe(answer)
})

it.each([
  { until: '2026-11-23', answer: 'admitted' },
  { until: '2026-11-22', answer: 'grant-ended' },
])('W10-4 a grant until $until on 23 November: $answer', ({ until, answer }) => {
  const workspace = aWorkspace()
  expect(asked(headerOf(), { ...standing, workspaces: new Map([['w1', { ...workspace, grant: { ...workspace.grant, until } }]]) })).toBe(
    answer,
  )
})
