/** What the zone took in becomes an entry of the catalog item: the delivery itself never passed through the platform (article 6). */
import { catalogItems } from '@yunhe/law'
import type { ZoneStatus } from '@yunhe/zone/orders'
import { commandOf } from '../commands/index.ts'
import type { Surroundings } from './reaction.ts'

export const noteDeliveries = async ({ datasets }: Pick<ZoneStatus, 'datasets'>, { under, act }: Surroundings): Promise<void> => {
  for (const { dataset, version, rows, rejectedRows } of datasets) {
    const [item] = await under(catalogItems, `dataset:${dataset}`)
    const noted = item?.state.deliveries.at(-1)?.version ?? 0
    if (item !== undefined && version > noted)
      await act(commandOf('catalog-item'), 'note-delivery', item.id, { version, rows, rejected: rejectedRows })
  }
}
