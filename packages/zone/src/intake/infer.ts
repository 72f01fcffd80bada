/** What a contract of an unregistered sample could be: its columns, their types, which are always there, which could be its key, and what they may say of people. A steward takes it over, or not (article 2). */
import { join } from 'node:path'
import { type DataEngine, EngineFault, openDataEngine, parquet } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import { isIdNumber, isUscc } from '../identity-numbers.ts'
import type { DatasetContract } from '../orders.ts'
import type { Suggestion } from './classify.ts'
import { fromText } from './contract.ts'
import type { Chosen, Format } from './formats.ts'
import { columnNameOf } from './header.ts'
import { profileOf } from './profile.ts'
import { quarantine } from './quarantine.ts'
import { openFormat } from './readers.ts'
import type { Opened } from './reading.ts'
import { type DeliveryRefusal, deliveryRefusal } from './refusals.ts'

export type InferredColumn = {
  readonly name: string
  /** The name as it stands in the file. */
  readonly title: string
  readonly type: DatasetContract['columns'][number]['type']
  readonly required: boolean
  readonly personal: DatasetContract['columns'][number]['personal']
  readonly grade: DatasetContract['grade']
  readonly empty: number
  readonly distinct: number
  /** Every row has a value, and none has that of another. */
  readonly couldBeKey: boolean
  readonly suggestions: readonly Suggestion[]
}

export type Inferred =
  | {
      readonly outcome: 'inferred'
      readonly rows: number
      readonly chosen: Pick<Chosen, 'delimiter' | 'encoding' | 'layout' | 'sheet' | 'sheets'>
      readonly columns: readonly InferredColumn[]
    }
  | { readonly outcome: 'refused'; readonly refusals: readonly DeliveryRefusal[] }

export type Inferring = { readonly file: string; readonly format: Format; readonly folder: string }

const mostColumns = 400
/** Of the values that are there; the rest would be set aside. */
const leastFitting = 0.995

export const infer = async ({ file, format, folder }: Inferring): Promise<Inferred> => {
  const engine = await openDataEngine({ folders: [folder], files: [file], spillFolder: folder, keepsOrder: true })
  try {
    const opened = await openFormat({ file, folder, engine, quarantine: quarantine() }, format, undefined)
    return 'take' in opened ? await inferFrom(opened, engine, folder) : refused(...opened)
  } catch (fault) {
    if (fault instanceof EngineFault && format.kind === 'parquet') return refused(deliveryRefusal('parquet-broken', 'pages'))
    throw fault
  } finally {
    engine.close()
  }
}

const refused = (...refusals: readonly DeliveryRefusal[]): Inferred => ({ outcome: 'refused', refusals })

const inferFrom = async (opened: Opened, engine: DataEngine, folder: string): Promise<Inferred> => {
  const titles = opened.names.map((name) => name.trim())
  if (titles.length === 0) return refused(deliveryRefusal('no-rows', 'line 1'))
  if (titles.length > mostColumns || looksLikeData(titles)) return refused(deliveryRefusal('header-is-data', 'line 1'))
  const names = namesFor(titles)
  const asText: DatasetContract = {
    dataset: 'sample',
    provider: 'sample',
    grade: 'general-1',
    columns: names.map((name, at) => ({ name, title: titles[at] ?? name, type: 'text', required: false, personal: 'sensitive' })),
  }
  const incoming = await opened.take(new Map(names.map((name, at) => [name, at])), asText)
  if (!('relation' in incoming)) return refused(...incoming)
  const file = join(folder, 'sample.parquet')
  const columns = names.map((name) => `nullif(CAST(${quoted(name)} AS VARCHAR), '') AS ${quoted(name)}`).join(', ')
  const rows = await engine.copy(`SELECT ${columns} FROM (${incoming.relation}) WHERE broken IS NULL`, file)
  if (rows === 0) return refused(deliveryRefusal('no-rows', 'line 2'))
  const profile = await profileOf(engine, asText, file)
  const types = await typesIn(engine, names, file)
  const keys = await keysIn(
    engine,
    profile.columns.filter(({ empty, distinct }) => empty === 0 && distinct > rows * 0.9).map(({ name }) => name),
    file,
    rows,
  )
  const { delimiter, encoding, layout, sheet, sheets } = opened.chosen
  return {
    outcome: 'inferred',
    rows,
    chosen: {
      ...(delimiter && { delimiter }),
      ...(encoding && { encoding }),
      ...(layout && { layout }),
      ...(sheet !== undefined && { sheet }),
      ...(sheets !== undefined && { sheets }),
    },
    columns: profile.columns.map(({ name, empty, distinct, suggestions }, at) => ({
      name,
      title: titles[at] ?? name,
      // What names somebody is no amount, also where it is made of digits.
      type: suggestions.some(({ personal }) => personal === 'identifier') ? 'text' : (types.get(name) ?? 'text'),
      required: empty === 0,
      personal: suggestions[0]?.personal ?? 'none',
      grade: suggestions[0]?.grade ?? 'general-1',
      empty,
      distinct,
      couldBeKey: keys.has(name),
      suggestions,
    })),
  }
}

/** A file without a header must not have its first person told of as names of columns. */
const looksLikeData = (titles: readonly string[]): boolean =>
  new Set(titles).size < titles.length ||
  titles.some(
    (title) =>
      title === '' ||
      title.length > 60 ||
      /^[-+0-9.,:/ %]+$/.test(title) ||
      isIdNumber(title) ||
      isUscc(title) ||
      /1[3-9][0-9]{9}|@/.test(title),
  )

/** Common names in the catalogs of agencies; what is not among them is numbered, and its title kept. */
const sqlNameByTitle: Readonly<Record<string, string>> = {
  姓名: 'name',
  身份证号: 'id_number',
  身份证号码: 'id_number',
  公民身份号码: 'id_number',
  证件号码: 'id_number',
  性别: 'sex',
  出生日期: 'born_on',
  年龄: 'age',
  手机号: 'mobile',
  手机号码: 'mobile',
  联系电话: 'phone',
  电子邮箱: 'email',
  住址: 'address',
  地址: 'address',
  户籍地址: 'registered_address',
  民族: 'ethnicity',
  单位名称: 'organization',
  企业名称: 'company',
  统一社会信用代码: 'uscc',
  车牌号: 'plate',
  车牌号码: 'plate',
  银行卡号: 'bank_card',
  经度: 'longitude',
  纬度: 'latitude',
  区县: 'district',
  行政区划代码: 'region_code',
  月收入: 'monthly_income',
  金额: 'amount',
  日期: 'on_day',
  备注: 'remark',
  编号: 'number',
}

const namesFor = (titles: readonly string[]): readonly string[] => {
  const taken = new Set<string>()
  return titles.map((title, at) => {
    const plain = columnNameOf(title)
      .replace(/^_+|_+$/g, '')
      .slice(0, 50)
    const wished = sqlNameByTitle[title.replaceAll(/\s/g, '')] ?? (/^[a-z][a-z0-9_]*$/.test(plain) ? plain : `column_${at + 1}`)
    const name = taken.has(wished) ? `${wished}_${at + 1}` : wished
    taken.add(name)
    return name
  })
}

/** The narrowest type that nearly every value has. Long numbers and those with a leading zero are names of something, not amounts. */
const typesIn = async (
  engine: DataEngine,
  names: readonly string[],
  file: string,
): Promise<ReadonlyMap<string, InferredColumn['type']>> => {
  const tried = ['boolean', 'integer', 'number', 'date', 'timestamp'] as const
  const counts = names.flatMap((name, at) => [
    `count(${quoted(name)}) AS n${at}`,
    `count(*) FILTER (regexp_matches(${quoted(name)}, '^0[0-9]') OR length(${quoted(name)}) > 15) AS x${at}`,
    ...tried.map((type) => `count(${fromText[type](quoted(name))}) AS ${type}${at}`),
  ])
  const [counted = {}] = await engine.rows(`SELECT ${counts.join(', ')} FROM (SELECT * FROM ${parquet([file])} LIMIT 200000)`)
  return new Map(
    names.map((name, at) => {
      const there = Number(counted[`n${at}`])
      const fits = (type: (typeof tried)[number]) => there > 0 && Number(counted[`${type}${at}`]) >= there * leastFitting
      const isCode = Number(counted[`x${at}`]) > 0
      const type = (['date', 'timestamp', 'integer', 'number', 'boolean'] as const).find(
        (one) => fits(one) && !(isCode && (one === 'integer' || one === 'number')),
      )
      return [name, type ?? 'text']
    }),
  )
}

const keysIn = async (engine: DataEngine, likely: readonly string[], file: string, rows: number): Promise<ReadonlySet<string>> => {
  if (likely.length === 0) return new Set()
  const counts = likely.map((name, at) => `count(DISTINCT ${quoted(name)}) AS k${at}`)
  const [counted = {}] = await engine.rows(`SELECT ${counts.join(', ')} FROM ${parquet([file])}`)
  return new Set(likely.filter((_, at) => Number(counted[`k${at}`]) === rows))
}
