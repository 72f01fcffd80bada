/** Articles 1, 6, 32 and 33: parameters, interpretations and successions. */
import { dayOf, interpretations, isDay, organizations, parameterCases, successions } from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'

export const parameterCommand = command({
  procedure: parameterCases,
  // One case a parameter, by its very name.
  idFor: (asked) => textIn(asked, 'parameter'),
  facts: async ({ asked, at }, read) => {
    const from = textIn(asked, 'from')
    return { together: isDay(from) && from > dayOf(at) ? read.numbersOn(from) : undefined }
  },
})

export const interpretationCommand = command({ procedure: interpretations, facts: async () => ({}) })

export const successionCommand = command({
  procedure: successions,
  facts: async ({ asked }, read) => ({
    successorRegistered: (await read.one(organizations, textIn(asked, 'successor'))).stage !== 'none',
  }),
})
