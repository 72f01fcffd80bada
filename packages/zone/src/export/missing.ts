/** What reviewers most often send back for: counts that were not rounded, and nothing said of how to read them. Said before it is asked for. */
import type { ExportFinding } from './report.ts'
import type { Frozen } from './snapshot.ts'

const unrounded = {
  zh: '计数未取整到 5 的倍数，建议取整后再申请',
  en: 'counts are not rounded to fives: round them before asking',
}

/** A whole-number column that comes from no column counts rows. */
export const roundingOf = ({ name, table }: Frozen): readonly ExportFinding[] =>
  (table?.columns ?? []).flatMap((column, at) => {
    const from = table?.lineage.find(({ output }) => output === column.name)?.from ?? []
    const counts = (table?.rows ?? []).flatMap((row) => (typeof row[at] === 'number' ? [row[at]] : []))
    const isCount = from.length === 0 && counts.length > 0 && counts.every((count) => Number.isInteger(count) && count >= 0)
    return isCount && counts.some((count) => count % 5 !== 0)
      ? [{ code: 'counts-not-rounded', words: unrounded, place: `${name}: column ${column.name}`, warning: true }]
      : []
  })

const wanted: readonly { readonly code: string; readonly found: RegExp; readonly zh: string; readonly en: string }[] = [
  {
    code: 'period-missing',
    found: /\d{4}\s*年|\d{4}-\d{1,2}|季度|月|\b(19|20)\d{2}\b/,
    zh: '说明中未写明数据所属期间',
    en: 'the statement does not say of which period the data is',
  },
  {
    code: 'unit-missing',
    found: /单位|元|人|次|户|个|%|％|percent|unit|people|yuan/i,
    zh: '说明中未写明计量单位',
    en: 'the statement does not say in which units',
  },
]
const tooShort = { zh: '说明过短，审核人员难以判断', en: 'the statement is too short to judge by' }
const shortest = 20

export const contextOf = (statement: string, files: readonly Frozen[]): readonly ExportFinding[] => {
  if (files.every(({ kind }) => kind === 'code')) return []
  const short = statement.trim().length < shortest
  return [
    ...(short ? [{ code: 'context-too-short', words: tooShort, place: 'context', warning: true }] : []),
    ...wanted
      .filter(({ found }) => !found.test(statement))
      .map(({ code, zh, en }) => ({ code, words: { zh, en }, place: 'context', warning: true })),
  ]
}
