/** Chapter 3: what a suspended, resumed or ended authorization does to the zone, at once. */
import { authorizations, dataRequests, products } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Happened, type Surroundings } from './reaction.ts'
import { endWorkspace } from './workspace.ts'

/** Workspaces and products of an authorization, whatever state they are in. */
const belongings = async ({ under }: Surroundings, authorization: string) => {
  const requests = await under(dataRequests, `authorization:${authorization}`)
  const made = await Promise.all(requests.map(({ id }) => under(products, `request:${id}`)))
  return { requests, products: made.flat() }
}

interface Scope {
  readonly workspaces: string[]
  readonly products: string[]
}

const opened = ['active', 'frozen', 'ended', 'sealed'] as const
const onShelf = ['published', 'suspended']

const scopeOf = async (surroundings: Surroundings, authorization: string): Promise<Scope> => {
  const { requests, products: made } = await belongings(surroundings, authorization)
  return {
    workspaces: requests.filter(({ state }) => opened.some((stage) => stage === state.stage)).map(({ id }) => id),
    products: made.filter(({ state }) => onShelf.includes(state.stage)).map(({ id }) => id),
  }
}

const openNow = async (surroundings: Surroundings, authorization: string): Promise<Scope> => {
  const { requests, products: made } = await belongings(surroundings, authorization)
  return {
    workspaces: requests.filter(({ state }) => state.stage === 'active').map(({ id }) => id),
    products: made.filter(({ state }) => state.stage === 'published').map(({ id }) => id),
  }
}

const isEmpty = ({ workspaces, products: made }: Scope): boolean => workspaces.length === 0 && made.length === 0

/** The order goes out before anything is noted: first it stops, then we write that it stopped. */
const stopAll = async (
  { id, ref, under }: Happened<{ readonly type: string }>,
  surroundings: Surroundings,
  reason: string,
): Promise<Scope> => {
  const scope = await scopeOf(surroundings, id)
  if (!isEmpty(scope)) await surroundings.orders.give({ ref, under }, { order: 'freeze', ...scope, reason })
  for (const workspace of scope.workspaces) await surroundings.act(commandOf('data-request'), 'freeze', workspace, { reason })
  for (const product of scope.products) await surroundings.act(commandOf('product'), 'suspend', product, { reason })
  return scope
}

/** Everything stops, comes off the shelf and is sealed; what was granted is disposed of by the plan of article 11. */
const closeDown = async (happened: Happened<{ readonly type: string }>, surroundings: Surroundings, reason: string): Promise<void> => {
  const { workspaces, products: made } = await stopAll(happened, surroundings, reason)
  for (const product of made) await surroundings.orders.give(happened, { order: 'withdraw', product, reason })
  for (const workspace of workspaces) await endWorkspace(happened, surroundings, workspace, 'term-ended')
}

export const admissionReactions = [
  after(authorizations, 'RectificationOrdered', 'stop', async (happened, surroundings) => {
    if ((await surroundings.now(authorizations, happened.id)).stage !== 'suspended') return
    await stopAll(happened, surroundings, `rectification ordered: ${happened.ref}`)
  }),
  // W7-5: a hit during the term needs nobody to think of it.
  after(authorizations, 'ListsChecked', 'stop', async ({ id, event }, { act }) => {
    if (event.checks.some(({ result }) => result === 'hit')) await act(commandOf('authorization'), 'order-on-list-hit', id, {})
  }),
  after(authorizations, 'AuthorizationResumed', 'stop', async (happened, surroundings) => {
    if ((await surroundings.now(authorizations, happened.id)).stage !== 'active') return
    const { workspaces, products: made } = await scopeOf(surroundings, happened.id)
    const reason = `resumed: ${happened.ref}`
    // Here the law speaks first: what stopped for a reason of its own stays stopped.
    for (const workspace of workspaces) await surroundings.act(commandOf('data-request'), 'thaw', workspace, { reason })
    for (const product of made) await surroundings.act(commandOf('product'), 'resume', product, { reason })
    const open = await openNow(surroundings, happened.id)
    if (!isEmpty(open)) await surroundings.orders.give(happened, { order: 'thaw', ...open, reason })
  }),
  after(authorizations, 'AuthorizationRevoked', 'stop', async (happened, surroundings) => {
    const { workspaces, products: made } = await stopAll(happened, surroundings, `revoked: ${happened.ref}`)
    for (const product of made) await surroundings.orders.give(happened, { order: 'withdraw', product, reason: `revoked: ${happened.ref}` })
    for (const workspace of workspaces) await endWorkspace(happened, surroundings, workspace, 'revoked')
    if (happened.event.cause !== 'violation') return
    const { operator } = await surroundings.now(authorizations, happened.id)
    await surroundings.act(commandOf('organization'), 'ban', operator, {
      authorization: happened.id,
      cause: 'violation',
      from: happened.event.on,
    })
  }),
  after(authorizations, 'AuthorizationExpired', 'stop', (happened, surroundings) =>
    closeDown(happened, surroundings, `expired: ${happened.ref}`),
  ),
  after(authorizations, 'AuthorizationTerminated', 'stop', (happened, surroundings) =>
    closeDown(happened, surroundings, `terminated: ${happened.ref}`),
  ),
]
