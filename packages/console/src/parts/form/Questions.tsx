/** The questions of a form, one below the other; groups, rows and alternatives hold questions of their own. */
import { Button, Select } from 'antd'
import { useSpeech } from '../../words/words.tsx'
import { Answerable } from './Answerable.tsx'
import { ChoicePicker } from './ChoicePicker.tsx'
import { useNaming, useQuestion, useWaiting } from './context.ts'
import { type Draft, type Path, startOf, valueAt, variantStart } from './draft.ts'
import { FilesField } from './FilesField.tsx'
import { Labelled, Wrong } from './Labelled.tsx'
import { Pairs } from './Pairs.tsx'
import { PasteTable } from './PasteTable.tsx'
import { OrganizationPicker } from './pickers.tsx'
import { isInOneField } from './places.ts'
import type { Question, Shape } from './shape.ts'

interface AskProps {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  readonly draft: Draft
  readonly path: Path
}
type AskOf<Kind extends Shape['kind']> = AskProps & { readonly shape: Extract<Shape, { readonly kind: Kind }> }

const Variants = ({ shape, draft, path, name, required }: AskOf<'variants'>) => {
  const field = useNaming()
  const { code, words } = useSpeech()
  const { id, complaints, described } = useQuestion([...path, shape.tag])
  const chosen = String(valueAt(draft, shape.tag) ?? '')
  const questions = shape.groups.find(({ value }) => value === chosen)?.questions ?? []
  const whole = useQuestion(path)
  return (
    <fieldset className="group" id={whole.id} tabIndex={-1}>
      <legend>{field(name)}</legend>
      <Wrong id={whole.id} complaints={whole.complaints} />
      <Labelled id={id} label={field(shape.tag)} required={required} complaints={complaints}>
        <Select
          id={id}
          {...described}
          className="fill"
          {...(chosen === '' ? {} : { value: chosen })}
          allowClear={!required}
          placeholder={words.form.choose}
          options={shape.groups.map(({ value }) => ({ value, label: code(value) }))}
          onChange={(value: string | undefined) => whole.change(value === undefined ? undefined : variantStart(shape, value))}
        />
      </Labelled>
      <Questions questions={questions} draft={draft} path={path} />
    </fieldset>
  )
}

const Row = ({
  shape,
  name,
  draft,
  path,
  index,
  remove,
}: Omit<AskProps, 'required'> & { readonly index: number; readonly remove: () => void }) => {
  const field = useNaming()
  const { words } = useSpeech()
  const { id, complaints } = useQuestion(path)
  const isWhole = shape.kind === 'group'
  return (
    <fieldset className="group row" {...(isWhole ? { id, tabIndex: -1 } : {})}>
      <legend>
        {words.form.row(field(name), index + 1)}
        <Button type="link" size="small" danger onClick={remove}>
          {words.form.remove}
        </Button>
      </legend>
      {isWhole ? (
        <>
          <Wrong id={id} complaints={complaints} />
          <Questions questions={shape.questions} draft={draft} path={path} />
        </>
      ) : (
        <Ask name={name} shape={shape} required draft={draft} path={path} />
      )}
    </fieldset>
  )
}

const Several = ({ name, shape, draft, path, required }: AskOf<'list'>) => {
  const field = useNaming()
  const { words } = useSpeech()
  const { id, complaints, change, described } = useQuestion(path)
  const waits = useWaiting(path)
  const rows: readonly unknown[] = Array.isArray(draft) ? draft : []
  const { item } = shape
  const pasting = <PasteTable name={name} item={item} rows={rows} change={change} />
  if (isInOneField(item)) {
    const shared = { id, described, value: rows, onChange: change, several: true }
    return (
      <Labelled id={id} label={field(name)} required={required} complaints={complaints}>
        {item.kind === 'organization' ? <OrganizationPicker {...shared} /> : null}
        {item.kind === 'reference' ? <ChoicePicker {...shared} kind={item.plural} beside={item.beside ?? []} /> : null}
        {item.kind === 'text' ? (
          <Select
            mode="tags"
            id={id}
            {...described}
            className="fill"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', '，', '、', ' ']}
            placeholder={words.form.tags}
            value={rows.map(String)}
            onChange={change}
          />
        ) : null}
        {pasting}
      </Labelled>
    )
  }
  return (
    <div className="question wide" id={id} tabIndex={-1}>
      <Wrong id={id} complaints={complaints} />
      {rows.map((row, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; the server names it by that too
          key={index}
          name={name}
          shape={item}
          draft={row}
          path={[...path, index]}
          index={index}
          remove={() => {
            if (!waits()) change(rows.filter((_, other) => other !== index))
          }}
        />
      ))}
      <div className="tools">
        <Button type="dashed" onClick={() => change([...rows, startOf(item)])}>
          {words.form.add(field(name))}
        </Button>
        {pasting}
      </div>
    </div>
  )
}

const Group = ({ name, shape, draft, path }: AskOf<'group'>) => {
  const field = useNaming()
  const { id, complaints } = useQuestion(path)
  return (
    <fieldset className="group" id={id} tabIndex={-1}>
      <legend>{field(name)}</legend>
      <Wrong id={id} complaints={complaints} />
      <Questions questions={shape.questions} draft={draft} path={path} />
    </fieldset>
  )
}

const Plain = ({ name, shape, draft, path, required }: AskProps) => {
  const field = useNaming()
  const { words } = useSpeech()
  const { id, complaints, change, described, beside } = useQuestion(path)
  const hints: Readonly<Record<string, string>> = words.hints
  return (
    <Labelled
      id={id}
      label={field(name)}
      required={required}
      complaints={complaints}
      hint={beside ?? hints[name]}
      wide={shape.kind === 'long'}
    >
      <Answerable id={id} shape={shape} value={draft} onChange={change} described={described} />
    </Labelled>
  )
}

export const Ask = (props: AskProps) => {
  const { shape } = props
  if (shape.kind === 'constant') return null
  if (shape.kind === 'group') return <Group {...props} shape={shape} />
  if (shape.kind === 'variants') return <Variants {...props} shape={shape} />
  if (shape.kind === 'list') return <Several {...props} shape={shape} />
  if (shape.kind === 'map') return <Pairs name={props.name} draft={props.draft} path={props.path} required={props.required} />
  if (shape.kind === 'files') return <FilesField {...props} shape={shape} />
  return <Plain {...props} />
}

export const Questions = ({
  questions,
  draft,
  path = [],
}: {
  readonly questions: readonly Question[]
  readonly draft: Draft
  readonly path?: Path
}) => (
  <div className="questions">
    {questions.map(({ name, shape, required }) => (
      <Ask key={name} name={name} shape={shape} required={required} draft={valueAt(draft, name)} path={[...path, name]} />
    ))}
  </div>
)
