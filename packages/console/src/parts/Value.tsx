/** Any value of the API as a person reads it: days, money, organizations and codes are told by their name and their form. */
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { hasCode, orderRefusalLabel } from '../words/labels.ts'
import { useSpeech } from '../words/words.tsx'
import { Amount } from './Amount.tsx'
import { CaseLink } from './CaseLink.tsx'
import { Day, Moment } from './Day.tsx'
import { Organization } from './Organization.tsx'
import { useKnown } from './related.ts'

export type Names = Readonly<Record<string, string>>

interface ValueProps {
  readonly name: string
  readonly value: unknown
  readonly names: Names
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isInstant = (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)
export const isMoney = (name: string) => name === 'fen' || /Fen$/.test(name)
/** A hash, in hex or in base64: nobody reads it, it is compared. */
const isHash = (text: string) => /^(?:[0-9a-f]{40,}|[A-Za-z0-9+/]{43}=)$/.test(text)
const isShare = (name: string) => /(Share|Risk|share|risk)$/.test(name)
/** Lists and objects stand on lines of their own. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0)

const longTextFrom = 120
/** What people chose themselves is shown as it stands, even where it looks like a code of ours. */
const verbatim = new Set([
  'name',
  'dataset',
  'column',
  'subjectColumn',
  'title',
  'id',
  'login',
  'number',
  'reference',
  'quasiIdentifiers',
  'sql',
  'text',
  'object',
  'table',
])

/** Beside its name stands the number itself. */
const isOwnNumber = new Set(['id', 'code'])

const TextValue = ({ name, text, names }: { readonly name: string; readonly text: string; readonly names: Names }) => {
  const { words, code, role } = useSpeech()
  const known = useKnown(text)
  if (name === 'roles' || name === 'role') return role(text)
  if (name === 'zoneRefusal' || name === 'refusal') return orderRefusalLabel(words, text)
  if (name === 'regionCode' || name === 'region') return code(text)
  if (isDay(text)) return <Day day={text} />
  if (isInstant(text)) return <Moment at={text} />
  if (known && !isOwnNumber.has(name))
    return known.plural ? <CaseLink plural={known.plural} id={text} /> : <span title={text}>{known.title}</span>
  if (Object.hasOwn(names, text)) return <Organization uscc={text} name={names[text]} />
  if (!verbatim.has(name) && hasCode(words, text)) return code(text)
  if (isHash(text)) return <span className="code long">{text}</span>
  if (text.includes('\n') || text.length > longTextFrom) return <div className="prose">{text}</div>
  return text
}

export const Value = ({ name, value, names }: ValueProps): ReactNode => {
  const { words, count, share } = useSpeech()
  if (isEmpty(value)) return <span className="quiet">{words.state.none}</span>
  if (typeof value === 'boolean') return value ? words.state.yes : words.state.no
  if (typeof value === 'number')
    return isMoney(name) ? (
      <Amount fen={value} />
    ) : (
      <span className="figure">{isShare(name) && value <= 1 ? share(value) : count(value)}</span>
    )
  if (typeof value === 'string') return <TextValue name={name} text={value} names={names} />
  if (Array.isArray(value) && !value.some(isRecord)) {
    return (
      <span className="tags">
        {value.map((one: unknown, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values may repeat and never move
          <Tag key={index}>
            <Value name={name} value={one} names={names} />
          </Tag>
        ))}
      </span>
    )
  }
  return <span className="code">{JSON.stringify(value)}</span>
}
