/** What the zone tells of the way of data, asked with the platform's own pass. */
import type { ZoneLink } from '../zone-link/link.ts'
import { type Watching, watchTicket } from './watching.ts'

export type LineageQuestion = Readonly<Record<string, string>>

export interface ZoneLineage {
  readonly graph: (question: LineageQuestion) => ReturnType<ZoneLink['lineage']>
}

export const zoneLineage = (parts: Watching): ZoneLineage => ({
  graph: (question) => parts.link.lineage(question, watchTicket(parts)),
})
