/** The last signed word of each zone, but for what lies in quarantine: social data stands in no list (article 16). */
import type { ZoneStatus } from '@yunhe/zone/orders'
import type { Db } from '../store/postgres.ts'

export const lastWords = async (db: Db) => {
  const rows = await db.selectFrom('zone_words').select(['zone', 'received_at', 'status']).orderBy('zone').execute()
  return rows.map(({ zone, received_at, status }) => ({ zone, receivedAt: received_at, status: withoutImports(status) }))
}

const withoutImports = ({ imports: _, ...status }: ZoneStatus): Record<string, unknown> => status
