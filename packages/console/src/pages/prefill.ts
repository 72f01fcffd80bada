/** Forms that correct or decide on what is there already begin with it, so that nobody types it again. */
import type { ActView } from '@yunhe/platform/contract'

const startsFromState: ReadonlySet<string> = new Set([
  'application.correct',
  'call.amend',
  'data-request.decide',
  'export.vote',
  'product.revise',
  'report.submit',
])
type Facts = Readonly<Record<string, unknown>>
const factsIn = (value: unknown): Facts => (typeof value === 'object' && value !== null ? (value as Facts) : {})

export const prefillFor = ({ name, asks }: Pick<ActView, 'name' | 'asks'>, state: Facts): Facts | undefined => {
  if (!startsFromState.has(name)) return undefined
  const known = { ...state, ...factsIn(state.content) }
  const asked = Object.keys(factsIn(asks.properties)).filter((key) => known[key] !== undefined)
  return Object.fromEntries(asked.map((key) => [key, known[key]]))
}
