/** What a made-up value of a column should look like: by what a steward confirmed it holds, else by its name, else by its type alone. */
import type { DatasetContract } from '../orders.ts'

type ContractColumn = DatasetContract['columns'][number]

export interface MadeUpColumn extends Pick<ContractColumn, 'name' | 'type'>, Partial<Pick<ContractColumn, 'personal' | 'required'>> {
  /** What the column holds, as it was classified; what is not known here is judged by name and type. */
  readonly kind?: string | undefined
  /** The closed list its values are taken from, where it has one. */
  readonly values?: readonly string[] | undefined
}

export const madeUpKinds = [
  'id-number',
  'mobile',
  'bank-card',
  'name',
  'address',
  'plate',
  'e-mail',
  'uscc',
  'company',
  'birth-date',
  'date',
  'sex',
  'district',
  'amount',
  'age',
  'year',
  'coordinates',
  'longitude',
  'latitude',
  'free-text',
  'plain',
] as const
export type MadeUpKind = (typeof madeUpKinds)[number]

export const kindOf = ({ kind, name, type, personal }: MadeUpColumn): MadeUpKind => {
  const known = madeUpKinds.find((one) => one === (kind === 'email' ? 'e-mail' : kind))
  const named = known ?? byName.find(([sign, , types]) => sign.test(name) && types.includes(type))?.[1]
  if (named !== undefined && isSpelt(named, type)) return named
  return type === 'text' && personal === 'identifier' ? 'id-number' : 'plain'
}

/** A birth date as a whole number is its year; a mobile as a date is nothing. */
const isSpelt = (kind: MadeUpKind, type: ContractColumn['type']): boolean => {
  if (type === 'text' || kind === 'plain') return true
  if (type === 'date' || type === 'timestamp') return kind === 'birth-date' || kind === 'date'
  if (type === 'boolean') return false
  return ['amount', 'age', 'year', 'longitude', 'latitude', 'mobile', 'birth-date'].includes(kind)
}

const text = ['text'] as const
const numbers = ['integer', 'number'] as const
const byName: readonly (readonly [RegExp, MadeUpKind, readonly ContractColumn['type'][]])[] = [
  [/(^|_)(id_?(number|card|no)|idcard|identity|sfzh?m?)$/, 'id-number', text],
  [/mobile|phone|(^|_)(tel|sjh)$/, 'mobile', [...text, ...numbers]],
  [/mail/, 'e-mail', text],
  [/uscc|credit_code|tyshxydm/, 'uscc', text],
  [/bank_?card|(^|_)card_?(no|number)$|account_?(no|number)$/, 'bank-card', text],
  [/plate|(^|_)(vehicle_no|cphm?)$/, 'plate', text],
  [/company|enterprise|employer|organi[sz]ation|(^|_)firm/, 'company', text],
  [/address|(^|_)(addr|residence|dz)$/, 'address', text],
  [/(^|_)(name|xm)$|person_name/, 'name', text],
  [/district|county|region/, 'district', text],
  [/(^|_)(sex|gender|xb)$/, 'sex', text],
  [/birth|born|csrq/, 'birth-date', [...text, 'date', 'timestamp', ...numbers]],
  [/(^|_)age$/, 'age', numbers],
  [/year/, 'year', numbers],
  [/(^|_)(lon|lng|longitude)$/, 'longitude', [...text, ...numbers]],
  [/(^|_)(lat|latitude)$/, 'latitude', [...text, ...numbers]],
  [/coordinates?|location|position/, 'coordinates', text],
  [/amount|income|salary|price|fee|balance|paid|cost|turnover|revenue|tax/, 'amount', numbers],
  [/(^|_)(date|day|on)$/, 'date', text],
  [/remark|note|description|comment|opinion|content|reason|text/, 'free-text', text],
]
