/** What stands in a case: plain facts as label and value, lists of things as tables, things within things as panels. */
import type { AttachedFile } from '@yunhe/law/kernel/attached-file'
import { useSpeech } from '../words/words.tsx'
import { AttachedLinks } from './documents/Attached.tsx'
import { useKnown } from './related.ts'
import { Scroll } from './Scroll.tsx'
import { isEmpty, isRecord, type Names, Value } from './Value.tsx'

type Facts = Readonly<Record<string, unknown>>
interface FactPanelProps {
  readonly facts: Facts
  readonly names: Names
  /** Keys that the page shows elsewhere, or that mean nothing to a person. */
  readonly without?: readonly string[]
  /** Set where the keys stand for themselves: the name of the whole, which tells what its values are. */
  readonly keyedBy?: string
  /** Name of the case or of the whole that these are facts of. */
  readonly of?: string
  /** When given, only these, in this order. */
  readonly only?: readonly string[]
}

const isTable = (value: unknown): value is readonly Facts[] => Array.isArray(value) && value.length > 0 && value.every(isRecord)
/** `ceilingFenByScenario`: its keys are things of their own and not names of ours. */
const isMap = (name: string) => /By[A-Z]\w*$/.test(name)
/** A record whose values are all records reads better as a table with its keys as the first column. */
const isKeyedTable = (value: unknown): value is Readonly<Record<string, Facts>> =>
  isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isRecord)

const entriesOf = ({ facts, only, without = [] }: FactPanelProps) => {
  const keys = only ?? Object.keys(facts).filter((key) => !without.includes(key))
  return keys.map((key) => [key, facts[key]] as const).filter(([, value]) => !isEmpty(value))
}

const mostColumns = 7
/** What a table cannot show readably: too much beside each other, or tables within. */
const isDense = (rows: readonly Facts[], columns: readonly string[]) =>
  columns.length > mostColumns || rows.some((row) => columns.some((key) => isTable(row[key])))

const Stacked = ({ name, rows, names }: { readonly name: string; readonly rows: readonly Facts[]; readonly names: Names }) => (
  <ol className="stacked">
    {rows.map((row, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows of a folded case have no id and never move
      <li key={index}>
        <FactPanel facts={row} names={names} of={name} />
      </li>
    ))}
  </ol>
)

/** A list of things as a table, or one below the other. */
export const FactRows = ({ name, rows, names }: { readonly name: string; readonly rows: readonly Facts[]; readonly names: Names }) => {
  const { field } = useSpeech()
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) => rows.some((row) => !isEmpty(row[key])))
  if (isDense(rows, columns)) return <Stacked name={name} rows={rows} names={names} />
  return (
    <Scroll name={field(name)}>
      <table className="data cards">
        <caption className="unseen">{field(name)}</caption>
        <thead>
          <tr>
            {columns.map((key) => (
              <th key={key} scope="col">
                {field(key, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a folded case have no id and never move
            <tr key={index}>
              {columns.map((key) => (
                <td key={key} data-label={field(key, name)}>
                  {isRecord(row[key]) ? (
                    <FactPanel facts={row[key]} names={names} of={key} />
                  ) : (
                    <Value name={key} value={row[key]} names={names} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Fact = ({ name, value, names }: { readonly name: string; readonly value: unknown; readonly names: Names }) => {
  if (name === 'attachments' && isTable(value)) return <AttachedLinks files={value as unknown as readonly AttachedFile[]} />
  if (isTable(value)) return <FactRows name={name} rows={value} names={names} />
  if (isKeyedTable(value))
    return <FactRows name={name} rows={Object.entries(value).map(([key, row]) => ({ [name]: key, ...row }))} names={names} />
  if (isRecord(value)) return <FactPanel facts={value} names={names} of={name} {...(isMap(name) ? { keyedBy: name } : {})} />
  return <Value name={name} value={value} names={names} />
}

/** A key that stands for itself is called by its name, where the page knows one. */
const OwnKey = ({ id, names }: { readonly id: string; readonly names: Names }) => useKnown(id)?.title ?? names[id] ?? id

export const FactPanel = (props: FactPanelProps) => {
  const { field } = useSpeech()
  const isWide = (value: unknown) => typeof value === 'object' && value !== null && !(Array.isArray(value) && !value.some(isRecord))
  return (
    <dl className="facts">
      {entriesOf(props).map(([key, value]) => (
        <div key={key} className={isWide(value) ? 'fact wide' : 'fact'}>
          <dt>{props.keyedBy === undefined ? field(key, props.of) : <OwnKey id={key} names={props.names} />}</dt>
          <dd>
            <Fact name={props.keyedBy?.replace(/By.*/, '') ?? key} value={value} names={props.names} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
