/** Inside the sandbox: tables of groups that several queries answer from, each made before the first of them and gone after the last. */
import type { SqlRunner } from '../engine/engine.ts'
import type { Finest, Grouping } from '../sql/shared.ts'
import type { JobQuery, JobWork } from './work.ts'

export interface Groupings {
  /** The text that answers a query now. */
  readonly textOf: (query: JobQuery) => Promise<string>
  /** Removes what no query behind this one needs. */
  readonly after: (index: number) => Promise<void>
  /** Removes all that stands and makes nothing more: what stands takes memory. False where nothing stood. */
  readonly giveUp: () => Promise<boolean>
}

/** One that cannot be made is no reason to fail: a grouping can be made of the rows, and each query can do without. */
export const openGroupings = (
  runner: SqlRunner,
  { groupings = [], finest = [], queries, parameters }: Pick<JobWork, 'groupings' | 'finest' | 'queries' | 'parameters'>,
): Groupings => {
  const [standing, tried, asked] = [new Set<string>(), new Set<Grouping>(), new Set<Finest>()]
  let hasGivenUp = false
  /** Made for one query alone, a grouping is only a detour. */
  const isShared = (name: string): boolean => queries.filter(({ over }) => over?.grouping === name).length > 1
  const make = async (grouping: Grouping): Promise<void> => {
    if (tried.has(grouping)) return
    tried.add(grouping)
    const made = await isDone(runner.make(grouping.name, grouping.sql, parameters))
    if (made) standing.add(grouping.name)
  }
  const remove = async (name: string): Promise<void> => {
    if (standing.delete(name)) await runner.drop(name)
  }
  const makeTogether = async (one: Finest): Promise<void> => {
    if (asked.has(one)) return
    asked.add(one)
    if (await pays(runner, one, parameters)) await make(one)
    if (!standing.has(one.name)) return
    for (const grouping of one.groupings) await make(grouping)
    await remove(one.name)
  }
  return {
    textOf: async ({ sql, over }) => {
      const grouping = groupings.find(({ name }) => name === over?.grouping)
      if (over === undefined || grouping === undefined || hasGivenUp) return sql
      const together = finest.find((one) => one.groupings.some(({ name }) => name === grouping.name))
      if (together !== undefined && !standing.has(grouping.name)) await makeTogether(together)
      if (!standing.has(grouping.name) && isShared(grouping.name)) await make(grouping)
      return standing.has(grouping.name) ? over.sql : sql
    },
    after: async (index) => {
      const name = queries[index]?.over?.grouping
      if (name !== undefined && !queries.slice(index + 1).some(({ over }) => over?.grouping === name)) await remove(name)
    },
    giveUp: async () => {
      hasGivenUp = true
      const all = [...standing]
      for (const name of all) await remove(name)
      return all.length > 0
    },
  }
}

const isDone = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    () => false,
  )

const pays = async (runner: SqlRunner, { pays: text }: Finest, parameters: JobWork['parameters']): Promise<boolean> => {
  let answer = false
  await isDone(
    (async () => {
      const { batches } = await runner.run(text, parameters)
      for await (const [row] of batches) answer = row?.[0] === true
    })(),
  )
  return answer
}
