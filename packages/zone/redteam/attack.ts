/** One attempt to get what was not granted, and the refusal it must meet. */
import type { Live } from './live.ts'

export type AttackClass =
  | 'reach-outside'
  | 'hide-the-text'
  | 'take-rows'
  | 'single-out'
  | 'break-the-engine'
  | 'leave-the-sandbox'
  | 'smuggle-out'
  | 'orders'
  | 'tickets-and-keys'
  | 'gateway'
  | 'races'
  | 'side-channels'
  | 'network'
  | 'modelling'
  | 'intake'
  | 'differencing'
  | 'differencing-of-sums'
  | 'noise'
  | 'dominance'
  | 'masks'

export interface SqlAttack {
  readonly id: string
  readonly class: AttackClass
  readonly sql: string
  /** The code of a refusal that must be among the answers. */
  readonly expected: string
}

/** An attack on the running process: canonical text that the check would never print, run as if it had. */
export interface ProcessAttack {
  readonly id: string
  readonly class: AttackClass
  readonly sql: string
  readonly deadlineMs: number
  readonly expected: string
}

/** An attack on the way out: a value in a result. */
export interface OutputAttack {
  readonly id: string
  readonly class: AttackClass
  readonly value: string | number
  readonly expected: string
}

/** Any attack on a live zone. */
export interface Attack {
  readonly id: string
  readonly class: AttackClass
  /** Codes that count as the refusal, with a bar between them. */
  readonly expected: string
  /** Carries it out and answers what it met. */
  readonly against: (live: Live) => Promise<string | readonly string[]>
}

export interface Outcome {
  readonly id: string
  readonly class: AttackClass
  readonly expected: string
  readonly got: string
  readonly passed: boolean
}

/** Passed is the zone's: the attack met its refusal. */
export const carriedOut = async (attack: Attack, live: Live): Promise<Outcome> => {
  const { id, class: of, expected } = attack
  const met = [await attack.against(live).catch((fault: unknown) => `fault ${fault instanceof Error ? fault.message : ''}`)].flat()
  const right = met.find((one) => expected.split('|').includes(one))
  return { id, class: of, expected, got: right ?? met.join(' '), passed: right !== undefined }
}
