/** Forms that correct or decide on what is there already begin with it, so that nobody types it again. */
import type { ActView } from '@yunhe/platform/contract'

const startsFromState: ReadonlySet<string> = new Set([
  'account.grant-roles',
  'application.correct',
  'call.amend',
  'data-request.decide',
  'export.vote',
  'organization.set-roles',
  'product.revise',
  'report.submit',
])
type Facts = Readonly<Record<string, unknown>>
const factsIn = (value: unknown): Facts => (typeof value === 'object' && value !== null ? (value as Facts) : {})

/** What is open is decided as it was suggested, until somebody changes it. */
const suggestedIn = ({ classification }: Facts): Facts => ({
  columns: (Array.isArray(classification) ? classification.map(factsIn) : [])
    .filter(({ standing }) => standing === 'open')
    .map(({ name, personal, grade }) => ({ name, personal, grade })),
})

const openRenewalIn = ({ renewals }: Facts): Facts | undefined => {
  const open = (Array.isArray(renewals) ? renewals.map(factsIn) : []).find(({ handling }) => handling === 'open')
  return open && { objection: open.objection }
}

export const prefillFor = ({ name, asks }: Pick<ActView, 'name' | 'asks'>, state: Facts): Facts | undefined => {
  if (name === 'catalog-item.confirm-classification') return suggestedIn(state)
  if (name === 'product.handle-data-renewal') return openRenewalIn(state)
  if (!startsFromState.has(name)) return undefined
  const known = { ...state, ...factsIn(state.content) }
  const asked = Object.keys(factsIn(asks.properties)).filter((key) => known[key] !== undefined)
  return Object.fromEntries(asked.map((key) => [key, known[key]]))
}
