/** Where scenes are set: whoever can act, move time and deliver data, in one process or over HTTP. */
import { demoOrganizations } from '../demo.ts'

export interface Deed {
  readonly plural: string
  readonly act: string
  /** Absent for an act that opens a case. */
  readonly id?: string
  readonly asked?: unknown
}

export interface Stage {
  /** An act that must succeed; answers the id of its case. */
  readonly does: (login: string, deed: Deed) => Promise<string>
  /** Any other request that must be answered with 200; answers the body. */
  // biome-ignore lint/suspicious/noExplicitAny: scenes pick single fields out of whatever was answered
  readonly asks: (login: string, path: string, body?: unknown) => Promise<any>
  /** What a case page is made from. */
  // biome-ignore lint/suspicious/noExplicitAny: scenes pick single fields out of whatever was answered
  readonly reads: (login: string, path: string) => Promise<any>
  readonly moveTo: (at: string) => Promise<void>
  /** Waits until everything that follows by itself has been done. */
  readonly settled: () => Promise<void>
  /** Puts a CSV file into the zone; answers how the zone took it. */
  readonly deliver: (ticket: string, dataset: string, csv: string) => Promise<string>
}

export const pathOf = ({ plural, act, id }: Deed): string =>
  id === undefined ? `/api/cases/${plural}/acts/${act}` : `/api/cases/${plural}/${id}/acts/${act}`

/** The code of the organization that a demo account acts for. */
export const usccOf = (login: string): string => {
  const found = demoOrganizations.find(({ people }) => people.some((one) => one.login === login))
  if (found === undefined) throw new Error(`could not find the organization of ${login}`)
  return found.code
}
