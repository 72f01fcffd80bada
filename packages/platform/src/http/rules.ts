/** The law as it stands today, for everybody who is signed in. */
import { type Day, dayOf, type Instant, type ParameterChange } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import type { Outside } from '../commands/reading.ts'
import { routes } from '../contract/index.ts'
import type { Log } from '../store/log.ts'
import { interpretationViews, parameterViews, ruleSetViews } from '../views/rules.ts'
import { serve } from './serve.ts'

export interface RulesDoor {
  readonly log: Log
  readonly clock: () => Instant
  readonly outside: Outside
  /** Every value that an act set, as far as it is known here. */
  readonly changes: () => readonly ParameterChange[]
}

export const serveRules = (app: FastifyInstance, { log, clock, outside, changes }: RulesDoor): void => {
  const today = (): Day => dayOf(clock())
  serve(app, routes.parameters, async () => parameterViews(log, changes(), today()))
  serve(app, routes.ruleSets, async () => ruleSetViews({ on: today(), parameters: outside.numbersOn(today()) }))
  serve(app, routes.interpretations, async () => interpretationViews(log))
}
