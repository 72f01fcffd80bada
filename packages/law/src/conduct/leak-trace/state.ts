/** What a trace is made of: where the sample turned up, which samples were compared, and what the zone answered on each. */
import type { Ground } from '../../kernel/act.ts'
import { actsAs } from '../../kernel/actor.ts'
import type { Day } from '../../kernel/days.ts'

export const verdicts = ['named', 'unclear', 'none'] as const

export interface Suspect {
  readonly export: string
  readonly operator: string
  readonly person: string
  readonly grant: string
  readonly evidence: string
  readonly matched: number
  readonly of: number
  readonly chanceExponent: number
}

export interface Answer {
  readonly sample: string
  readonly verdict: (typeof verdicts)[number]
  readonly suspects: readonly Suspect[]
  /** How many exports the sample was held against. */
  readonly compared: number
}

export interface LeakTrace {
  readonly stage: 'none' | 'opened' | 'answered' | 'closed'
  readonly body: string
  readonly person: string
  readonly by: 'data-authority' | 'security-authority'
  readonly place: string
  readonly foundOn: Day
  readonly circumstances: string
  readonly samples: readonly string[]
  readonly answers: readonly Answer[]
  readonly conclusion: string
}

export type LeakTraceFacts = Readonly<Record<string, never>>

export type LeakTraceEvent =
  | {
      readonly type: 'LeakTraceOpened'
      readonly body: string
      readonly person: string
      readonly place: string
      readonly foundOn: Day
      readonly circumstances: string
    }
  | { readonly type: 'LeakTraceEntered'; readonly person: string }
  | { readonly type: 'LeakSampleHandedIn'; readonly sample: string }
  | ({ readonly type: 'LeakTraced' } & Answer)
  | { readonly type: 'LeakTraceClosed'; readonly conclusion: string }

export const start: LeakTrace = {
  stage: 'none',
  body: '',
  person: '',
  by: 'data-authority',
  place: '',
  foundOn: '' as Day,
  circumstances: '',
  samples: [],
  answers: [],
  conclusion: '',
}

export const evolve = (state: LeakTrace, event: LeakTraceEvent, { by }: Pick<Ground, 'by'>): LeakTrace => {
  switch (event.type) {
    case 'LeakTraceOpened': {
      const { type: _, ...opened } = event
      return { ...state, stage: 'opened', by: actsAs(by, 'data-authority') ? 'data-authority' : 'security-authority', ...opened }
    }
    case 'LeakTraceEntered':
      return state
    case 'LeakSampleHandedIn':
      return { ...state, samples: [...state.samples, event.sample] }
    case 'LeakTraced': {
      const { type: _, ...answer } = event
      return { ...state, stage: 'answered', answers: [...state.answers, answer] }
    }
    case 'LeakTraceClosed':
      return { ...state, stage: 'closed', conclusion: event.conclusion }
  }
}
