/** The last signed word of each zone. */
import type { Db } from '../store/postgres.ts'

export const lastWords = async (db: Db) => {
  const rows = await db.selectFrom('zone_words').select(['zone', 'received_at', 'status']).orderBy('zone').execute()
  return rows.map(({ zone, received_at, status }) => ({ zone, receivedAt: received_at, status: status as Record<string, unknown> }))
}
