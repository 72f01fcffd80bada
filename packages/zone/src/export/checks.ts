/** Everything the zone looks at by itself before a person does: the checks of results again on the files, and what only a file can have wrong with it. */
import { type CheckOutcome, type Finding, standardOutputLimits } from '../outputs/airlock.ts'
import type { OutputResult } from '../outputs/check.ts'
import { identifiers } from '../outputs/identifiers.ts'
import { volume } from '../outputs/volume.ts'
import type { Lineage } from '../sql/check.ts'
import { formatsByKind } from './kinds.ts'
import { contextOf, roundingOf } from './missing.ts'
import { type AskedModel, modelFindings, onnxFindings, textsByPeople } from './model-check.ts'
import { isFormula } from './render.ts'
import type { ExportCheck, ExportFinding, Report } from './report.ts'
import type { Similarity } from './similarity.ts'
import type { Frozen, FrozenTable, Snapshot } from './snapshot.ts'

const mostFindings = 20
/** Of all files together. */
const mostBytes = 20 * 1024 ** 2
const context = { limits: { ...standardOutputLimits, maxBytes: mostBytes }, earlier: [] }

const check = (name: string, findings: readonly ExportFinding[]): ExportCheck => ({
  check: name,
  passed: findings.every(({ warning }) => warning === true),
  findings: findings.slice(0, mostFindings),
})

export interface Asked {
  readonly similar: Similarity
  readonly model: AskedModel
}

export const examine = async ({ snapshot, files }: Snapshot, statement: string, { similar, model }: Asked): Promise<Report> => {
  const checks = [
    check('format', files.flatMap(formatIn)),
    check(
      'identifiers',
      files.flatMap((file) => placed(file, identifiers(resultOf(file), context))),
    ),
    ...['small-cells', 'dominance', 'differencing'].map((name) =>
      check(
        name,
        files.flatMap((file) => asReleased(file, name)),
      ),
    ),
    // Of other files there is nothing to say here: a check that was not made is not told of as passed.
    ...(files.some(({ kind }) => kind === 'model') ? [check('memorization', await modelFindings(files, model))] : []),
    check('volume', volumeIn(files)),
    check('similarity', await similarityIn(files, similar)),
    check('rounding', files.flatMap(roundingOf)),
    check('context', contextOf(statement, files)),
  ]
  return { snapshot, passed: checks.every(({ passed }) => passed), checks, tables: tablesIn(files) }
}

const words = (zh: string, en: string): Finding['words'] => ({ zh, en })

const formatIn = (file: Frozen): readonly ExportFinding[] => {
  const { name, kind, format, text, table } = file
  const formats: readonly string[] = formatsByKind[kind]
  const isForeign = !formats.includes(format)
  if (kind === 'model' && !isForeign) return onnxFindings(file)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const isBinary = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text)
  const hidden = kind === 'table' || kind === 'chart-data' ? 0 : (text.match(/\p{Cf}/gu) ?? []).length
  const formulas = (table?.rows ?? []).flatMap((row) => row.filter(isFormula)).length
  return [
    ...(isForeign
      ? [{ code: 'format-not-allowed', words: words('文件格式不在允许范围内', 'this format may not leave'), place: name }]
      : []),
    ...(isBinary
      ? [{ code: 'not-text', words: words('文件含有不可显示的字节', 'the file holds bytes that are no text'), place: name }]
      : []),
    ...(hidden > 0
      ? [{ code: 'unseen-signs', words: words('文本含有不可见字符', 'the text holds signs that are not seen'), place: name }]
      : []),
    ...(formulas > 0
      ? [
          {
            code: 'formulas-disarmed',
            words: words(
              `${formulas} 个单元格会被表格软件当作公式，已加单引号`,
              `${formulas} cells would run as formulas: an apostrophe was put before them`,
            ),
            place: name,
            warning: true,
          },
        ]
      : []),
  ]
}

/** Text is looked at line by line as if it were a column, and of a model every text that stands in its file. */
const resultOf = (file: Frozen): OutputResult =>
  file.table === undefined
    ? { columns: [{ name: 'text', type: 'VARCHAR' }], rows: linesOf(file).map((line) => [line]) }
    : { columns: file.table.columns, rows: file.table.rows }

const linesOf = (file: Frozen): readonly string[] => (file.kind === 'model' ? textsByPeople(file) : file.text.split('\n'))

const placed = ({ name }: Frozen, { findings }: CheckOutcome): readonly ExportFinding[] =>
  findings.map((one) => ({ ...one, place: `${name}: ${one.place}` }))

/** Who stood in each cell is known when the result is made and not afterwards: what was said then counts, and a result that was not checked has not passed. */
const asReleased = (file: Frozen, name: string): readonly ExportFinding[] => {
  if (file.table === undefined) return []
  const found = file.table.released.find((one) => one.check === name)
  if (found === undefined)
    return [{ code: 'not-checked', words: words('该结果未经此项检查', 'this result was never held against this check'), place: file.name }]
  return placed(file, found).map((one) => (found.passed ? { ...one, warning: true } : one))
}

const volumeIn = (files: readonly Frozen[]): readonly ExportFinding[] => {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const tooLarge = {
    code: 'too-many-bytes',
    words: words('文件总大小超过上限', 'the files are larger than may leave at once'),
    place: 'all files',
  }
  return [...files.flatMap((file) => placed(file, volume(resultOf(file), context))), ...(bytes > mostBytes ? [tooLarge] : [])]
}

/** Rows that name one source row each: three and a twentieth of all are a copy, a few may be chance. */
const fewest = 3
const share = 0.05

const similarityIn = async (files: readonly Frozen[], similar: Similarity): Promise<readonly ExportFinding[]> => {
  const found: ExportFinding[] = []
  for (const file of files) {
    if (file.table === undefined) {
      const copied = await similar.values(linesOf(file).join('\n'))
      if (copied > 0)
        found.push({
          code: 'values-copied',
          words: words(
            `文本中有 ${copied} 个值与原始数据中少数主体的值相同`,
            `${copied} values in it stand in the source and belong to only a few there`,
          ),
          place: file.name,
          ...(copied < fewest ? { warning: true } : {}),
        })
      continue
    }
    found.push(...(await rowsOf(file, file.table, similar)))
  }
  return found
}

const rowsOf = async ({ name }: Frozen, table: FrozenTable, similar: Similarity): Promise<readonly ExportFinding[]> =>
  (await similar.rows(table)).flatMap(({ source, rows, equal, near }) => {
    const isCopy = (count: number) => count >= fewest && count >= rows * share
    if (isCopy(equal))
      return [
        {
          code: 'rows-copied',
          words: words(`${equal} 行与 ${source} 中的原始记录逐一对应`, `${equal} rows each stand for one row of ${source}`),
          place: name,
        },
      ]
    return isCopy(near)
      ? [
          {
            code: 'rows-nearly-copied',
            words: words(`${near} 行与 ${source} 中的原始记录近似`, `${near} rows are nearly those of ${source}`),
            place: name,
            warning: true,
          },
        ]
      : []
  })

const tablesIn = (files: readonly Frozen[]): readonly string[] =>
  files.some(({ kind }) => kind === 'report' || kind === 'code')
    ? []
    : [...new Set(files.flatMap(lineageOf).flatMap(({ from }) => from.map(({ table }) => table)))]

const lineageOf = ({ table, model }: Frozen): readonly Lineage[] => table?.lineage ?? (model?.origin === 'trained' ? model.lineage : [])
