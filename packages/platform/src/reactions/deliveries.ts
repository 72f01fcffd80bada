/** What the zone took in becomes an entry of the catalog item, with what its columns look like: the delivery itself never passed through the platform (article 6). */
import { catalogItems, pullTroubled } from '@yunhe/law'
import type { Described, ZoneStatus } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import type { Surroundings } from './reaction.ts'

type Around = Pick<Surroundings, 'log' | 'under' | 'orders' | 'act'>

export const noteDeliveries = async ({ datasets }: Pick<ZoneStatus, 'datasets'>, around: Around): Promise<void> => {
  for (const { dataset, version, rows, rejectedRows } of datasets) {
    const [item] = await around.under(catalogItems, `dataset:${dataset}`)
    const noted = item?.state.deliveries.at(-1)?.version ?? 0
    if (item === undefined || version <= noted) continue
    const described = await describedBy(item.id, dataset, around)
    await around.act(
      commandOf('catalog-item'),
      'note-delivery',
      item.id,
      described ? told(described) : { version, rows, rejected: rejectedRows },
    )
  }
}

/** Its agency has to do with it until the zone says that it is over. */
export const notePulls = async (
  { pullTroubles }: Pick<ZoneStatus, 'pullTroubles'>,
  { under, act }: Pick<Surroundings, 'under' | 'act'>,
): Promise<void> => {
  const told = new Map(pullTroubles.map(({ dataset, trouble }) => [dataset, trouble]))
  const troubled = await Promise.all([...told.keys()].map((dataset) => under(catalogItems, `dataset:${dataset}`)))
  const items = new Map([...troubled.flat(), ...(await under(catalogItems, pullTroubled))].map((item) => [item.id, item.state]))
  for (const [id, { dataset, pullTrouble }] of items) {
    const trouble = told.get(dataset)
    if (trouble !== pullTrouble) await act(commandOf('catalog-item'), 'note-pull', id, { trouble })
  }
}

/** Asked on the newest entry of the item, so that each delivery is asked about once. */
const describedBy = async (id: string, dataset: string, { log, orders }: Around): Promise<Described | undefined> => {
  const newest = (await log.read(`catalog-item/${id}`)).at(-1)
  if (newest === undefined) return undefined
  return (await orders.give({ ref: newest.ref, under: newest.ground.under }, { order: 'describe', dataset })).result.described
}

const told = ({ version, rows, rejectedRows, sha256, mode, person, driftNotes, columns }: Described) => ({
  version,
  rows,
  rejected: rejectedRows,
  sha256,
  mode,
  person,
  driftNotes,
  found: columns,
})
