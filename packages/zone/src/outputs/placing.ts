/** A new release and earlier ones over the same people, each as a division of the same elements. */
import { classesAmong } from './classes.ts'
import type { Comparing } from './comparing.ts'
import { type Division, hasSeveralRows, openDomain } from './division.ts'
import type { Laid, Placed } from './families.ts'
import type { Compared } from './release.ts'

/** @param table number of the ground of the new release that all are laid over */
export const laid = async (
  fresh: Compared,
  table: number,
  related: readonly Compared[],
  { rosterOf, pause, stratumOf }: Comparing,
): Promise<Laid | undefined> => {
  const own = fresh.grounds[table]
  if (own === undefined) return undefined
  const inClasses = (await classesAmong(fresh, table, related)) ?? (await stratumOf?.(own.base)?.laid(fresh, table, related))
  if (inClasses !== undefined) return inClasses
  const grounds = [fresh, ...related].flatMap(({ grounds: all }) => all.filter(({ domain }) => domain === own.domain))
  const bases = [...new Set(grounds.map(({ base }) => base))]
  const isSplit = hasSeveralRows(own)
  const domain = await openDomain(bases, isSplit, Math.max(...grounds.map(({ rows }) => rows)), rosterOf)
  const place = async (one: Compared): Promise<readonly Placed[]> => {
    const members = await one.members()
    return one.grounds.flatMap((other, at) => {
      const found = members.tables[at]
      return other.domain !== own.domain || found === undefined
        ? []
        : [{ release: one, division: domain.divide(other.base, found, one.cellCount) }]
    })
  }
  const mine = (await place(fresh))[fresh.grounds.slice(0, table).filter(({ domain: other }) => other === own.domain).length]
  if (mine === undefined) return undefined
  return {
    domain,
    mine,
    async *others() {
      for (const one of related)
        for (const placed of await place(one)) {
          await pause()
          yield placed
        }
    },
  }
}

export const isOneToOne = ({ division }: { readonly division: Division }): boolean => division.more.length === 0
