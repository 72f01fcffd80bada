/** Named steps of SQL over one load of the data: each step that is shown is one text through the whole gate, with the steps it reads written into it (article 16). */
import type { Parameters } from '../engine/engine.ts'
import type { JobLimits, QueryResult } from '../jobs/run.ts'
import type { ZoneRefusal } from '../refusals.ts'
import { type CheckedSql, sharedReader } from '../sql/check.ts'
import { type SqlRefusal, sqlRefusal } from '../sql/refusals.ts'
import { sharedAmong } from '../sql/shared.ts'
import { isReadable, readTree, type Tree, treeOf, treesOf, writeTree } from '../sql/tree.ts'
import { namesGiven, tablesIn, type Written, written } from '../sql/unfold.ts'
import { document } from '../sql/write.ts'
import type { AskedNotebook, AskedStep } from './asked.ts'
import {
  type Finished,
  type FinishingJob,
  type PrepareGround,
  type Preparing,
  readsTogether,
  released,
  type ShownStep,
  standardLimits,
} from './kind.ts'

interface CheckedStep {
  readonly name: string
  readonly checked: CheckedSql
}

/** What a notebook asks of its workspace. */
export type NotebookGround = Pick<PrepareGround, 'checked' | 'checkedInside' | 'isTable'>

export const prepareNotebook = async ({ steps, parameters = {} }: AskedNotebook, ground: NotebookGround): Promise<Preparing> => {
  const refusals = namesRefused(steps)
  if (refusals.length > 0) return { ok: false, refusals }
  if (!steps.some(({ shown }) => shown)) return { ok: false, refusals: [inStep(sqlRefusal('nothing-shown'), steps.at(-1)?.name ?? '')] }
  const answer = await checkedSteps(steps, Object.keys(parameters), ground)
  if (!answer.ok) return answer
  const shown = answer.shown
  const limits = { ...standardLimits, deadlineMs: standardLimits.deadlineMs + shown.length * 15_000 }
  const reads = readsTogether(shown.map(({ checked }) => checked.reads))
  const oneThread = shown.some(({ checked }) => checked.addsFractions)
  const { over, ...together } = await sharedAmong(
    await sharedReader(),
    shown.map(({ checked }) => ({ sql: checked.canonical, outputs: checked.columns.map(({ name }) => name) })),
    !oneThread,
  )
  const queries = shown.map(({ name, checked }, at) => ({
    name,
    sql: checked.canonical,
    ...(checked.membership !== undefined && { membership: checked.membership }),
    ...(over[at] !== undefined && { over: over[at] }),
  }))
  return {
    ok: true,
    prepared: {
      work: { kind: 'notebook', parameters, tables: [], queries, ...together, ...(oneThread && { threads: 1 }) },
      reads,
      limits,
      priority: 'interactive',
      finish: ({ results }, job) => finished({ shown, parameters }, results, job, limits),
    },
  }
}

/** A name means one thing in a notebook: neither two steps, nor a step and something that WITH names in a step. */
const namesRefused = (steps: readonly AskedStep[]): readonly ZoneRefusal[] =>
  steps
    .filter(({ name }, index) => steps.findIndex((other) => other.name === name) !== index)
    .map(({ name }) => inStep(sqlRefusal('reserved-name', name), name))

type Steps =
  | { readonly ok: true; readonly shown: readonly CheckedStep[] }
  | { readonly ok: false; readonly refusals: readonly ZoneRefusal[] }

/** One step after the other: a step may read those before it and no other, so that none can read itself. */
const checkedSteps = async (steps: readonly AskedStep[], parameters: readonly string[], ground: NotebookGround): Promise<Steps> => {
  const reader = await sharedReader()
  const before: Written[] = []
  const shown: CheckedStep[] = []
  const refusals: ZoneRefusal[] = []
  for (const step of steps) {
    const read = await rootOf(step, steps, ground)
    if ('refusal' in read) {
      refusals.push(inStep(read.refusal, step.name))
      continue
    }
    const root = written(read.root, before)
    // Each step may say the one before it several times over.
    if (!isReadable(root)) return { ok: false, refusals: [...refusals, inStep(sqlRefusal('too-complex'), step.name)] }
    const text = await reader.print(writeTree(document(root, read.parameters)))
    const answer = await (step.shown ? ground.checked(text, parameters) : ground.checkedInside(text, parameters))
    if (!answer.ok) refusals.push(...answer.refusals.map((one) => inStep(one, step.name)))
    else if (step.shown) shown.push({ name: step.name, checked: answer })
    before.push({ name: step.name, root })
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, shown }
}

type Rooted = { readonly root: Tree; readonly parameters: Tree[string] } | { readonly refusal: SqlRefusal }

const rootOf = async ({ name, sql }: AskedStep, steps: readonly AskedStep[], ground: NotebookGround): Promise<Rooted> => {
  const parsed = treeOf(readTree(await (await sharedReader()).parse(sql)))
  const [statement, ...more] = treesOf(parsed.statements)
  if (parsed.error !== false || statement === undefined) return { refusal: sqlRefusal('not-a-select') }
  if (more.length > 0) return { refusal: sqlRefusal('several-statements') }
  const root = treeOf(statement.node)
  if (!isReadable(root)) return { refusal: sqlRefusal('too-complex') }
  const given = namesGiven(root).find((one) => steps.some((step) => step.name === one))
  if (given !== undefined) return { refusal: sqlRefusal('reserved-name', given) }
  if (await ground.isTable(name)) return { refusal: sqlRefusal('reserved-name', name) }
  const later = tablesIn(root).find(
    (table) => steps.findIndex((step) => step.name === table) >= steps.findIndex((step) => step.name === name),
  )
  if (later !== undefined) return { refusal: sqlRefusal('table-not-granted', later) }
  return { root, parameters: statement.named_param_map ?? [] }
}

/** The same refusal, with the step it is about. */
const inStep = (refusal: ZoneRefusal, step: string): ZoneRefusal => ({ ...refusal, fields: [`steps.${step}`] })

/** Each step passes by itself; what one step must hold back does not hold back the others. */
const finished = async (
  { shown, parameters }: { readonly shown: readonly CheckedStep[]; readonly parameters: Parameters },
  results: readonly QueryResult[],
  job: FinishingJob,
  limits: JobLimits,
): Promise<Finished> => {
  const steps: ShownStep[] = []
  for (const { name, checked } of shown) {
    const result = results.find((one) => one.name === name)
    if (result === undefined) throw new Error(`could not finish job ${job.job}: a step gave no result`)
    steps.push(await released(job, { name, checked, parameters, result, limits, as: `job ${job.job}, step ${name}` }))
  }
  const checks = steps.flatMap((step) => step.checks.map((one) => ({ ...one, check: `${step.name}/${one.check}` })))
  return steps.every(({ outcome }) => outcome === 'withheld')
    ? { end: 'withheld', code: 'output-checks', checks }
    : { end: 'done', steps, checks }
}
