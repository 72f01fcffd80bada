/** Chapter 6: emergency plans and zones. */
import { dataRequests, dayOf, emergencyPlans, isCovered, keyOfCovered, planValidOn, zones } from '@yunhe/law'
import { command } from './command.ts'

export const emergencyPlanCommand = command({
  procedure: emergencyPlans,
  facts: async ({ id, state, at }, read) => {
    const covered = state.stage === 'none' ? [] : await read.all(dataRequests, keyOfCovered(state))
    const live = covered.filter((one) => isCovered(state, one.state)).flatMap(({ state: { openedOn } }) => (openedOn ? [openedOn] : []))
    const others = state.stage === 'none' ? [] : await read.all(emergencyPlans, `organization:${state.organization}`)
    return {
      liveSince: live.toSorted()[0],
      coveredOtherwise: others.some(
        (one) =>
          one.id !== id && one.state.kind === state.kind && one.state.scenario === state.scenario && planValidOn(one.state, dayOf(at)),
      ),
    }
  },
})

export const zoneCommand = command({ procedure: zones, facts: async () => ({}) })
