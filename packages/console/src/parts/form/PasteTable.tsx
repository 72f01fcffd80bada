/** Takes rows of a list from a spreadsheet: pasted, shown as they were understood, and only then added. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { answerTo, organizationsQuery } from '../../ask/queries.ts'
import { useSpeech } from '../../words/words.tsx'
import { Scroll } from '../Scroll.tsx'
import { useNaming } from './context.ts'
import { type Draft, valueAt } from './draft.ts'
import { canBePasted, columnsOf, type Lookups, leftToHand, mostRows, type Pasted, readPasted } from './pasting.ts'
import type { Question, Shape } from './shape.ts'

interface PasteTableProps {
  readonly name: string
  readonly item: Shape
  readonly rows: readonly unknown[]
  readonly change: (rows: Draft) => void
}

const mostShown = 8
const mostTold = 5

const shapesIn = (item: Shape): readonly Shape[] => columnsOf(item).map(({ shape }) => (shape.kind === 'list' ? shape.item : shape))

const useLookups = (item: Shape): Lookups => {
  const { words, code, say } = useSpeech()
  const plurals = [...new Set(shapesIn(item).flatMap((shape) => (shape.kind === 'reference' ? [shape.plural] : [])))]
  const asksOrganizations = shapesIn(item).some(({ kind }) => kind === 'organization')
  const { data: organizations = [] } = useQuery({ ...organizationsQuery, enabled: asksOrganizations })
  const cases = useQueries({ queries: plurals.map((plural) => answerTo('cases', { params: { plural }, query: { pageSize: 200 } })) })
  return {
    organizations: organizations.map(({ uscc, name }) => ({ value: uscc, label: name })),
    casesByPlural: Object.fromEntries(
      plurals.map((plural, index) => [plural, (cases[index]?.data?.rows ?? []).map(({ id, title }) => ({ value: id, label: title }))]),
    ),
    labelOf: (shape, value) => (shape.words?.[value] ? say(shape.words[value]) : code(value)),
    yes: [words.state.yes],
    no: [words.state.no],
  }
}

const shown = (value: unknown, { kind }: Shape): string => {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join(' ')
  return kind === 'fen' && typeof value === 'number' ? (value / 100).toFixed(2) : String(value)
}

const Preview = ({
  pasted,
  columns,
  caption,
}: {
  readonly pasted: Pasted
  readonly columns: readonly Question[]
  readonly caption: string
}) => {
  const { words } = useSpeech()
  const field = useNaming()
  return (
    <Scroll name={caption}>
      <table className="data">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name === '' ? words.paste.text : field(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pasted.rows.slice(0, mostShown).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows as they were pasted
            <tr key={index}>
              {columns.map(({ name, shape }) => (
                <td key={name}>{shown(name === '' ? row : valueAt(row, name), shape)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Told = ({ pasted: { rows, unread, unused, isCut } }: { readonly pasted: Pasted }) => {
  const { words, count } = useSpeech()
  const { paste } = words
  return (
    <div role="status">
      <p>
        {paste.preview(count(rows.length))}
        {rows.length > mostShown ? `${words.app.clause}${paste.previewCut(count(mostShown))}` : ''}
      </p>
      {isCut ? <p className="wrong">{paste.tooMany(count(mostRows))}</p> : null}
      {unused.length > 0 ? <p className="wrong">{paste.unusedColumns(unused.join(words.app.comma))}</p> : null}
      {unread.slice(0, mostTold).map(({ row, column }) => (
        <p key={`${row}${column}`} className="wrong">
          {paste.notRead(count(row), column)}
        </p>
      ))}
      {unread.length > mostTold ? <p className="wrong">{paste.more(count(unread.length - mostTold))}</p> : null}
    </div>
  )
}

const Pasting = ({ name, item, rows, change, close }: PasteTableProps & { readonly close: () => void }) => {
  const { words, count } = useSpeech()
  const field = useNaming()
  const id = useId()
  const lookups = useLookups(item)
  const [text, setText] = useState('')
  const labelOf = (column: string) => (column === '' ? field(name) : field(column))
  const pasted = readPasted(text, item, labelOf, lookups)
  const columns = columnsOf(item)
  const byHand = leftToHand(item)
  const take = (next: readonly unknown[]) => {
    change(next)
    close()
  }
  return (
    <fieldset className="group">
      <legend>{words.paste.into(field(name))}</legend>
      <div className="question">
        <label htmlFor={id}>{words.paste.text}</label>
        <p className="hint">
          {words.paste.lead} {columns.map((one) => labelOf(one.name)).join(words.app.comma)}
        </p>
        {byHand.length > 0 ? (
          <p className="hint">{words.paste.byHand(byHand.map((one) => field(one.name)).join(words.app.comma))}</p>
        ) : null}
        <Input.TextArea id={id} rows={4} value={text} autoFocus onChange={({ target }) => setText(target.value)} />
      </div>
      {text.trim() === '' ? null : <Told pasted={pasted} />}
      {pasted.rows.length > 0 ? <Preview pasted={pasted} columns={columns} caption={words.paste.into(field(name))} /> : null}
      <div className="tools">
        <Button type="primary" disabled={pasted.rows.length === 0} onClick={() => take([...rows, ...pasted.rows])}>
          {words.paste.add(count(pasted.rows.length))}
        </Button>
        {rows.length > 0 ? (
          <Button disabled={pasted.rows.length === 0} onClick={() => take(pasted.rows)}>
            {words.paste.replace(count(pasted.rows.length))}
          </Button>
        ) : null}
        <Button onClick={close}>{words.form.cancel}</Button>
      </div>
    </fieldset>
  )
}

export const PasteTable = (props: PasteTableProps) => {
  const { words } = useSpeech()
  const field = useNaming()
  const [isOpen, setOpen] = useState(false)
  if (!canBePasted(props.item)) return null
  return isOpen ? (
    <Pasting {...props} close={() => setOpen(false)} />
  ) : (
    <div>
      <Button type="link" size="small" aria-label={words.paste.into(field(props.name))} onClick={() => setOpen(true)}>
        {words.paste.open}
      </Button>
    </div>
  )
}
