/** One attempt to get what was not granted, and the refusal it must meet. */

export type AttackClass =
  | 'reach-outside'
  | 'hide-the-text'
  | 'take-rows'
  | 'single-out'
  | 'break-the-engine'
  | 'leave-the-sandbox'
  | 'smuggle-out'

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
