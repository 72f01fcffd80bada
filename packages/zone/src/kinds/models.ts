/** Training, scoring and importing as kinds of jobs: what was asked becomes checked work, and figures leave through the airlock like any result (articles 3 and 16). */
import { hasPackage } from '../jobs/packages.ts'
import type { JobDone, JobLimits } from '../jobs/run.ts'
import type { AskedImport, AskedScore, AskedTrain } from '../models/asked.ts'
import { pythonAvailability } from '../models/availability.ts'
import { type CheckedFeatures, checkFeatures } from '../models/features.ts'
import { taskOf } from '../models/model.ts'
import { isModelRefusal, type ModelRefusal, modelRefusal } from '../models/refusals.ts'
import { documentHash, type ModelRecord, type ShownFigures } from '../models/registry.ts'
import type { Measured } from '../models/report.ts'
import { featureTable, type ScoreAnswer, type ScoreInput, type TrainAnswer, type TrainInput } from '../models/tasks.ts'
import type { Training } from '../models/train.ts'
import { importedVerdict, standardBounds } from '../models/verdict.ts'
import { standardOutputLimits } from '../outputs/check.ts'
import { identifiers } from '../outputs/identifiers.ts'
import { hashOf } from '../signing.ts'
import type { CheckedSql } from '../sql/check.ts'
import { standardDominance } from '../sql/tables.ts'
import { type Finished, type FinishingJob, type Prepare, type PrepareGround, type Preparing, released, type ShownStep } from './kind.ts'

/** A training may take longer and hold more than a query. */
export const trainingLimits: JobLimits = { deadlineMs: 900_000, memoryBytes: 3 * 1024 ** 3, maxRows: 100_000, maxBytes: 50 * 1024 ** 2 }

const refused = (code: ModelRefusal, ...fields: readonly string[]): Preparing => ({ ok: false, refusals: [modelRefusal(code, ...fields)] })

const featuresFor = async ({ sql, parameters = {} }: Pick<AskedTrain, 'sql' | 'parameters'>, ground: PrepareGround) => {
  const { tables, identifying } = await ground.holds()
  return checkFeatures(sql, { tables, identifiers: identifying, parameters: Object.keys(parameters) })
}

/** The text of a card goes wherever the model goes: it may carry no identifier, also in an encoding. */
const isCleanCard = ({ purpose, limits }: AskedTrain['card']): boolean =>
  identifiers(
    {
      columns: [{ name: 'text', type: 'VARCHAR' }],
      rows: [[purpose], [limits]],
    },
    { limits: standardOutputLimits },
  ).passed

export const prepareTrain: Prepare<AskedTrain> = async (asked, ground) => {
  if (!isCleanCard(asked.card)) return refused('card-identifies', 'card')
  if (asked.runtime === 'python' && !(await pythonAvailability()).ready) return refused('python-missing', 'runtime')
  const features = await featuresFor(asked, ground)
  if (!features.ok) return features
  const unfit = unfitIn(asked, features)
  if (unfit !== undefined) return unfit
  const { version } = await ground.holds()
  const { target, group } = asked
  const input: TrainInput = {
    runtime: asked.runtime,
    order: {
      learner: asked.learner,
      ...(target === undefined
        ? {}
        : { target: { column: target.column, ...(target.positive === undefined ? {} : { positive: target.positive }) } }),
      ...(group === undefined ? {} : { group }),
      shares: asked.shares,
      seed: asked.seed,
      threshold: asked.threshold,
      mostLevels: 50,
      bounds: { ...standardBounds, minimumGroup: features.minimumGroup },
    },
  }
  return {
    ok: true,
    prepared: {
      work: {
        kind: 'train',
        parameters: asked.parameters ?? {},
        tables: [{ name: featureTable, sql: features.canonical }],
        queries: [],
        task: { name: 'train', input },
      },
      reads: features.reads,
      ...(asked.runtime === 'python' ? { packages: ['python3'] as const } : {}),
      limits: trainingLimits,
      priority: 'batch',
      finish: (done, job) => finishTraining(done, job, { asked, features, dataVersion: version }),
    },
  }
}

const unfitIn = ({ learner, target, group }: AskedTrain, { columns, nameable }: CheckedFeatures): Preparing | undefined => {
  const names = columns.map(({ name }) => name)
  if (taskOf(learner) !== 'clusters' && (target === undefined || !names.includes(target.column))) return refused('column-missing', 'target')
  if (group === undefined) return undefined
  if (!names.includes(group)) return refused('column-missing', 'group')
  return nameable.includes(group) ? undefined : refused('group-not-nameable', 'group')
}

interface Taught {
  readonly asked: AskedTrain
  readonly features: CheckedFeatures
  readonly dataVersion: number
}

const failed = (code: string): Finished => ({ end: 'failed', code, checks: [] })

const outputOf = <Answer>({ outputs }: JobDone, name: string): Answer | undefined => {
  const bytes = outputs.find((output) => output.name === name)?.bytes
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Answer)
}

/** Its figures first: what may not be seen of a model decides whether there is one. Sealed before it is recorded, and only then there. */
const finishTraining = async (done: JobDone, job: FinishingJob, taught: Taught): Promise<Finished> => {
  const answer = outputOf<TrainAnswer>(done, 'training')
  if (answer === undefined) return failed('task-failed')
  if (!answer.ok) return failed(isModelRefusal(answer.refusal) ? answer.refusal : 'task-failed')
  const { training } = answer
  const { features, asked } = taught
  const as = `model ${asked.name} (job ${job.job})`
  const sides = await through(job, { name: 'figures', measured: training.measured, features, as })
  if (sides.outcome === 'withheld') return { end: 'withheld', code: 'output-checks', checks: sides.checks }
  // The same people with another answer for a few of them would tell of these few.
  const answers =
    training.answers.length === 0
      ? sides
      : await through(job, { name: 'answers', measured: training.answers, features, as: `${as}, answers` })
  if (answers.outcome === 'withheld') return { end: 'withheld', code: 'output-checks', checks: answers.checks }
  const groups =
    training.groups.length === 0
      ? undefined
      : await through(job, { name: 'groups', measured: training.groups, features, as: `${as}, groups` })
  const record = recordOf(
    job,
    taught,
    training,
    shownIn(sides, training.measured),
    groups === undefined ? [] : shownIn(groups, training.groups),
  )
  const { model, name, version } = await job.keep(record)
  const steps = [sides, ...(groups === undefined ? [] : [groups])]
  return { end: 'done', steps, checks: sides.checks, aside: { model, name, version, verdict: record.verdict } }
}

interface Leaving {
  readonly name: string
  readonly measured: readonly Measured[]
  readonly features: CheckedFeatures
  readonly as: string
}

/** Figures over people are cells: too few people are taken out, and each is compared with everything that was released before. */
const through = (job: FinishingJob, { name, measured, features, as }: Leaving): Promise<ShownStep> => {
  const figures = [...new Set(measured.flatMap((one) => Object.keys(one.figures)))]
  const columns = [
    { name: 'scope', type: 'VARCHAR' },
    { name: 'subjects', type: 'BIGINT' },
    ...figures.map((figure) => ({ name: figure, type: 'DOUBLE' })),
  ]
  const keyOf = (one: Measured) => (figures.includes('from') ? [one.scope, inTens(one.subjects), one.figures.from ?? 0] : [one.scope])
  const checked: CheckedSql = {
    ok: true,
    canonical: features.canonical,
    columns,
    lineage: columns.map((column) => ({ output: column.name, from: features.lineage.flatMap(({ from }) => from) })),
    outputs: [],
    reads: features.reads,
    guards: {
      entities: {
        output: '__entities',
        index: columns.length,
        rows: columns.length,
        minimum: features.minimumGroup,
        minimumRows: features.minimumGroup,
      },
      sums: [],
      dominance: [],
      rule: standardDominance,
      cell: columns.length + 1,
      about: [],
      whole: false,
      visible: columns.length,
    },
  }
  const result = {
    name,
    columns: [...columns, { name: '__entities', type: 'BIGINT' }, { name: '__cell', type: 'VARCHAR' }],
    rows: measured.map((one) => [
      one.scope,
      inTens(one.subjects),
      ...figures.map((figure) => one.figures[figure] ?? null),
      one.subjects,
      JSON.stringify(keyOf(one)),
    ]),
    members: undefined,
  }
  const sketchByCell = new Map(measured.map((one) => [JSON.stringify(keyOf(one)), one.sketch]))
  return released(job, { name, checked, parameters: {}, result, limits: trainingLimits, as, sketchByCell })
}

const inTens = (subjects: number): number => Math.floor(subjects / 10) * 10

const shownIn = (step: ShownStep, measured: readonly Measured[]): readonly ShownFigures[] => {
  if (step.outcome === 'withheld') return []
  const shown = new Set(step.rows.map(([scope]) => String(scope)))
  return measured
    .filter(({ scope }) => shown.has(scope))
    .map(({ scope, subjects, figures }) => ({ scope, subjects: inTens(subjects), figures }))
}

/** Where one of these failed, what counted how much is about a few people. */
const checksOfFew = new Set(['categories', 'columns-of-few', 'columns-of-two', 'leaves', 'leaves-of-two', 'thresholds', 'clusters'])

const recordOf = (
  job: FinishingJob,
  { asked, features, dataVersion }: Taught,
  training: Training,
  measured: readonly ShownFigures[],
  groups: readonly ShownFigures[],
): Extract<ModelRecord, { origin: 'trained' }> => {
  const { learner, runtime, sql, parameters = {}, target, group, shares, seed, threshold, card } = asked
  // Pictures are drawn over the test: where its figures are too few to show, they are too.
  const restsOnFew = training.verdict.checks.some(({ check, passed }) => !passed && checksOfFew.has(check))
  const mayPicture = training.model.task === 'clusters' || measured.some(({ scope }) => scope === 'test')
  return {
    origin: 'trained',
    model: job.job,
    name: asked.name,
    person: job.person,
    organization: job.organization,
    at: job.at,
    card,
    hash: documentHash(training.model),
    verdict: training.verdict,
    task: training.model.task,
    learner,
    runtime,
    sql,
    parameters,
    featuresHash: hashOf(features.canonical),
    lineage: features.lineage,
    dataVersion,
    ...(target === undefined
      ? {}
      : { target: { column: target.column, ...(training.model.positive === undefined ? {} : { positive: training.model.positive }) } }),
    ...(group === undefined ? {} : { group }),
    shares,
    seed,
    threshold,
    measured,
    groups,
    pictures: mayPicture
      ? { ...training.pictures, ...(restsOnFew ? { importance: [], clusters: [] } : {}) }
      : { curve: [], importance: [], roc: [], calibration: [], clusters: [] },
    left: training.left,
    leaks: training.leaks,
    document: training.model,
  }
}

export const prepareScore: Prepare<AskedScore> = async (asked, ground) => {
  const record = await ground.model(asked.model)
  if (record === undefined) return refused('model-unknown', 'model')
  if (record.origin === 'imported' && !hasPackage('onnxruntime-node')) return refused('onnx-missing', 'model')
  const features = await featuresFor(asked, ground)
  if (!features.ok) return features
  if (asked.by !== undefined && !features.columns.some(({ name }) => name === asked.by)) return refused('column-missing', 'by')
  if (asked.by !== undefined && !features.nameable.includes(asked.by)) return refused('group-not-nameable', 'by')
  const more = { minimumGroup: features.minimumGroup, ...(asked.by === undefined ? {} : { by: asked.by }) }
  const input: ScoreInput =
    record.origin === 'trained' ? { does: 'score', model: record.document, ...more } : { does: 'score-onnx', onnx: record.onnx, ...more }
  return {
    ok: true,
    prepared: {
      work: {
        kind: 'score',
        parameters: asked.parameters ?? {},
        tables: [{ name: featureTable, sql: features.canonical }],
        queries: [],
        task: { name: 'score', input },
      },
      reads: features.reads,
      model: record.model,
      ...(record.origin === 'imported' ? { packages: ['onnxruntime-node'] as const } : {}),
      limits: trainingLimits,
      priority: 'batch',
      finish: async (done, job): Promise<Finished> => {
        const answer = outputOf<ScoreAnswer>(done, 'scores')
        if (answer === undefined || (answer.ok && answer.does !== 'bands')) return failed('task-failed')
        if (!answer.ok) return failed(codeIn(answer.refusals))
        const step = await through(job, {
          name: 'bands',
          measured: answer.bands,
          features,
          as: `scores of model ${record.name} (job ${job.job})`,
        })
        if (step.outcome === 'withheld') return { end: 'withheld', code: 'output-checks', checks: step.checks }
        return { end: 'done', steps: [step], checks: step.checks, aside: { model: record.model, name: record.name } }
      },
    },
  }
}

const codeIn = ([first = '']: readonly string[]): string => (isModelRefusal(first) ? first : 'task-failed')

/** A stranger's file is first read inside the sandbox, with nothing of the workspace beside it. */
export const prepareImport: Prepare<AskedImport> = async (asked, ground) => {
  if (!isCleanCard(asked.card)) return refused('card-identifies', 'card')
  if (!hasPackage('onnxruntime-node')) return refused('onnx-missing', 'onnx')
  const { tables } = await ground.holds()
  const input: ScoreInput = { does: 'check-onnx', onnx: asked.onnx }
  return {
    ok: true,
    prepared: {
      work: { kind: 'score', parameters: {}, tables: [], queries: [], task: { name: 'score', input } },
      reads: [],
      packages: ['onnxruntime-node'],
      limits: { ...trainingLimits, deadlineMs: 60_000 },
      priority: 'interactive',
      finish: async (done, job): Promise<Finished> => {
        const answer = outputOf<ScoreAnswer>(done, 'scores')
        if (answer === undefined || (answer.ok && answer.does !== 'checked')) return failed('task-failed')
        if (!answer.ok) return failed(codeIn(answer.refusals))
        const record: ModelRecord = {
          origin: 'imported',
          model: job.job,
          name: asked.name,
          person: job.person,
          organization: job.organization,
          at: job.at,
          card: asked.card,
          hash: hashOf(asked.onnx),
          verdict: importedVerdict(Math.max(...tables.map(({ minimumGroup }) => minimumGroup), 2)),
          signature: answer.signature,
          onnx: asked.onnx,
        }
        const { model, name, version } = await job.keep(record)
        return { end: 'done', steps: [], checks: [], aside: { model, name, version, verdict: record.verdict } }
      },
    },
  }
}
