/** Inside the sandbox: scores a feature table by a model of ours or by a checked ONNX file, and counts people in bands of scores. */
import type { PerformTask, TaskGround } from '../jobs/tasks.ts'
import { scored } from './model.ts'
import { readTable } from './read-table.ts'
import { coarse, type Measured } from './report.ts'
import { sketchOfSubjects } from './sketches.ts'
import { type FeatureTable, subjectCounter } from './table.ts'
import { featureTable, type ScoreAnswer, type ScoreInput, type ScoreRefusal } from './tasks.ts'

export const perform: PerformTask = async ({ runner, input, told, put }) => {
  put('scores', Buffer.from(JSON.stringify(await answered(input as ScoreInput, runner, told))))
}

const refused = (...refusals: readonly ScoreRefusal[]): ScoreAnswer => ({ ok: false, refusals })

const answered = async (input: ScoreInput, runner: TaskGround['runner'], told: TaskGround['told']): Promise<ScoreAnswer> => {
  if (input.does === 'check-onnx') {
    const { checkOnnx } = await import('./onnx/check.ts')
    const checked = checkOnnx(Buffer.from(input.onnx, 'base64'))
    return checked.ok ? { ok: true, does: 'checked', signature: checked.signature } : refused(...checked.refusals)
  }
  const whole = await readTable(await runner.run(`SELECT * FROM "${featureTable}"`, {}))
  if (typeof whole === 'string') return refused(whole)
  const group = whole.features.find(({ name }) => name === input.by)
  if (input.by !== undefined && group?.kind !== 'category') return refused('group-not-categories')
  const scores = await scoresOf(input, whole, told)
  if ('refusals' in scores) return refused(...scores.refusals)
  const labels = group?.kind === 'category' ? Array.from(group.codes, (code) => group.levels[code] ?? '') : undefined
  return { ok: true, does: 'bands', rows: whole.rows, bands: bandsOf(whole, scores.values, scores.of, labels, input.minimumGroup) }
}

type Scores =
  | { readonly values: Float64Array; readonly of: 'chances' | 'numbers' | 'clusters' }
  | { readonly refusals: readonly ScoreRefusal[] }

const scoresOf = async (
  input: Exclude<ScoreInput, { does: 'check-onnx' }>,
  table: FeatureTable,
  told: TaskGround['told'],
): Promise<Scores> => {
  if (input.does === 'score') {
    const { encoding, task } = input.model
    const kinds = new Map(table.features.map(({ name, kind }) => [name, kind]))
    const fits = encoding.columns.every((column) => kinds.get(column.from) === (column.as === 'level' ? 'category' : 'number'))
    if (!fits) return { refusals: ['inputs-do-not-fit'] }
    return { values: scored(input.model, table), of: task === 'binary' ? 'chances' : task === 'clusters' ? 'clusters' : 'numbers' }
  }
  // The runtime is mounted only for those who need it.
  const [{ checkOnnx }, { scoredByOnnx }] = await Promise.all([import('./onnx/check.ts'), import('./onnx/run.ts')])
  const bytes = Buffer.from(input.onnx, 'base64')
  const checked = checkOnnx(bytes)
  if (!checked.ok) return { refusals: checked.refusals }
  const withoutGroup = {
    ...table,
    features: table.features.filter(({ name }) => name !== input.by || checked.signature.inputs.some((one) => one.name === name)),
  }
  const answer = await scoredByOnnx(bytes, checked.signature, withoutGroup, told)
  if (!answer.ok) return { refusals: [answer.refusal] }
  const values = answer.scores
  return {
    values,
    of: values.every((value) => value >= 0 && value <= 1)
      ? 'chances'
      : values.every(Number.isInteger) && new Set(values).size <= 50
        ? 'clusters'
        : 'numbers',
  }
}

/** Fixed bands for chances, clusters as they are, numbers between round bounds: never a bound that is somebody's own score. */
const bandsOf = (
  table: FeatureTable,
  scores: Float64Array,
  of: 'chances' | 'numbers' | 'clusters',
  labels: readonly string[] | undefined,
  minimumGroup: number,
): readonly Measured[] => {
  const width = of === 'chances' ? 0.1 : of === 'clusters' ? 1 : roundWidth(scores)
  const rowsByBand = new Map<string, number[]>()
  for (const [row, score] of scores.entries()) {
    const band = of === 'clusters' ? score + 1 : Math.min(Math.floor(score / width), of === 'chances' ? 9 : Number.POSITIVE_INFINITY)
    const key = JSON.stringify([labels?.[row] ?? '', band])
    const rows = rowsByBand.get(key)
    if (rows === undefined) rowsByBand.set(key, [row])
    else rows.push(row)
  }
  const count = subjectCounter(table)
  return [...rowsByBand]
    .map(([key, rows]) => ({ key: JSON.parse(key) as readonly [string, number], rows: Int32Array.from(rows) }))
    .sort((one, other) => (one.key[0] < other.key[0] ? -1 : one.key[0] > other.key[0] ? 1 : one.key[1] - other.key[1]))
    .map(({ key: [label, band], rows }) => {
      const subjects = count(rows)
      const from = of === 'clusters' ? band : Number((band * width).toPrecision(6))
      const to = of === 'clusters' ? band : Number(((band + 1) * width).toPrecision(6))
      const shown = subjects < minimumGroup ? 0 : coarse(rows.reduce((sum, row) => sum + (scores[row] ?? 0), 0) / rows.length)
      return {
        scope: label,
        subjects,
        figures: { from, to, mean: of === 'clusters' ? band : shown },
        sketch: sketchOfSubjects(table, rows),
      }
    })
}

/** One, two or five times a power of ten, so that about ten bands cover what was said. */
const roundWidth = (scores: Float64Array): number => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const score of scores) {
    least = Math.min(least, score)
    most = Math.max(most, score)
  }
  const wanted = Math.max((most - least) / 10, 1e-9)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? wanted
}
