/** Articles 5 and 9: the pool a panel is called from, and the order that the log has put it in. */

import { suites } from '@yunhe/keys'
import { type Application, type Day, experts, isInPoolOn, type PoolEntry, poolKey, sitting } from '@yunhe/law'
import { canonicalBytes, drawnOrder, drawSeed } from '@yunhe/ledger'
import type { Reading } from './reading.ts'

const { hash } = suites.intl

export const poolHashOf = (pool: readonly PoolEntry[]): string => Buffer.from(hash(canonicalBytes(pool))).toString('hex')

/** Read only where somebody is to be drawn: otherwise every act of a review would lose to whoever changes the pool. */
export const poolFor = async (
  read: Reading,
  { stage, panel, panelCall, expertCount }: Application,
  on: Day,
): Promise<{ readonly pool: readonly PoolEntry[]; readonly poolHash: string }> => {
  if (stage !== 'accepted' || panelCall !== undefined || sitting(panel).length >= expertCount) return { pool: [], poolHash: '' }
  const pool = (await read.all(experts, poolKey))
    .filter(({ state }) => isInPoolOn(state, on))
    .map(
      ({ id, state }): PoolEntry => ({
        expert: id,
        person: state.person,
        employer: state.employer,
        relations: state.relations.toSorted(),
        fields: state.fields.toSorted(),
      }),
    )
    .toSorted((one, other) => (one.expert < other.expert ? -1 : 1))
  return { pool, poolHash: poolHashOf(pool) }
}

export const drawOf = async (read: Reading, id: string, { stage, panelCall }: Application) => {
  if (stage !== 'accepted' || panelCall === undefined) return undefined
  const found = await read.rootAfter(`application/${id}`, 'ExpertPanelCalled', panelCall.calledAt)
  return found && { index: found.index, root: Buffer.from(found.root).toString('base64'), ...orderOf(found.root, id, panelCall) }
}

/** What anybody computes again from the root, the application, the round and the pool. */
export const orderOf = (
  root: Uint8Array,
  application: string,
  { round, pool }: { readonly round: number; readonly pool: readonly Pick<PoolEntry, 'expert'>[] },
): { readonly seed: string; readonly order: readonly string[] } => {
  const seed = drawSeed(hash, root, application, round)
  const names = pool.map(({ expert }) => expert)
  return { seed: Buffer.from(seed).toString('hex'), order: drawnOrder(hash, seed, names) }
}
