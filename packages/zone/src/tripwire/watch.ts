/** The tripwire of article 15: a job that joins tables is asked what the join tells, and what it tells too much of stops before anybody sees it. */
import type { JobDone } from '../jobs/run.ts'
import type { FinishingJob, Prepared } from '../kinds/kind.ts'
import type { CheckOutcome, Finding } from '../outputs/check.ts'
import type { CheckedTable } from '../sql/check.ts'
import { fusedIn } from './fused.ts'
import { type PersonalOf, type Question, questionAbout, type Relation } from './relations.ts'

export interface Watched {
  readonly tables: readonly CheckedTable[]
  readonly personalOf: PersonalOf
  /** Records what was found, which freezes the workspace, and stops what else runs there. Resolves when both have happened. */
  readonly trip: (job: FinishingJob, relations: readonly Relation[]) => Promise<void>
}

const prefix = '__fused_'

/** The same work with the zone's questions beside it; work that joins nothing is left as it is. */
export const watching = async (prepared: Prepared, watched: Watched): Promise<Prepared> => {
  const { work, reads } = prepared
  if (reads.length < 2) return prepared
  const joined = await fusedIn({ work, reads, tables: watched.tables })
  if (joined.length === 0) return prepared
  const questions = joined.flatMap((fused) => questionAbout(fused, watched.personalOf) ?? [])
  const queries = [...work.queries, ...questions.map(({ sql }, index) => ({ name: `${prefix}${index}`, sql }))]
  return {
    ...prepared,
    work: { ...work, queries },
    finish: async (done, job) => {
      const own = done.results.filter(({ name }) => name.startsWith(prefix))
      const relations = questions.flatMap((question, index) =>
        answered(question, own.find(({ name }) => name === `${prefix}${index}`)?.rows),
      )
      if (relations.length > 0) return tripped(watched, job, relations, done)
      const finished = await prepared.finish({ ...done, results: done.results.filter((one) => !own.includes(one)) }, job)
      const made = identifiersMade(finished.checks, prepared, watched)
      return made.length > 0 ? tripped(watched, job, made, done) : finished
    },
  }
}

/** Without its answer nothing is known of the join: the job does not end as if all were well. */
const answered = (
  { read }: Question,
  rows: readonly (readonly (string | number | boolean | null)[])[] | undefined,
): readonly Relation[] => {
  const [counts] = rows ?? []
  if (counts === undefined) throw new Error('could not hear what a join tells: its question has no answer')
  return read(counts)
}

/** An identity number in a result of a join, where no column that was read holds any: it was put together. */
const identifiersMade = (checks: readonly CheckOutcome[], { reads }: Prepared, { personalOf }: Watched): readonly Relation[] => {
  if (!checks.some(({ check, passed }) => check === 'identifiers' && !passed)) return []
  const read = reads.flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
  if (read.some(({ table, column }) => personalOf(table, column) === 'identifier')) return []
  return [{ kind: 'identifier', columns: read.map(({ table, column }) => `${table}.${column}`), share: 1, bound: 0 }]
}

/** What came back is sealed and opened by nobody: it is evidence while the case is open, and ends with the workspace. */
const tripped = async ({ trip }: Watched, job: FinishingJob, relations: readonly Relation[], { results }: JobDone) => {
  await trip(job, relations)
  await job.vault.putText(
    job.workspace,
    `held-${job.job}`,
    JSON.stringify({ relations, results: results.map(({ name, rows }) => ({ name, rows })) }),
  )
  return { end: 'withheld', code: 'tripwire', checks: [outcomeOf(relations)] } as const
}

const words: Readonly<Record<Relation['kind'], Finding['words']>> = {
  'near-unique': {
    zh: '融合后多数记录的特征组合独一无二，足以识别特定个人，而各表单独均不能',
    en: 'after the join most rows are alone in their combination, which no table is by itself: people could be told apart',
  },
  determined: {
    zh: '融合后由一个字段即可推知另一表的敏感信息',
    en: 'after the join one column tells a sensitive value of another table',
  },
  identifier: {
    zh: '融合计算拼出了原数据中没有的身份标识',
    en: 'the join put together an identifier that no table holds',
  },
}

const outcomeOf = (relations: readonly Relation[]): CheckOutcome => ({
  check: 'tripwire',
  passed: false,
  findings: relations.map(({ kind, columns }) => ({ code: kind, words: words[kind], place: columns.join(', ') })),
})
