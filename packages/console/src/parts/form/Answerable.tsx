/** One plain question: the control that its shape calls for. */
import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { fenOf, formatFen } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'
import { DayInput } from '../Days.tsx'
import { ChoicePicker } from './ChoicePicker.tsx'
import { OrganizationPicker } from './pickers.tsx'
import type { Shape } from './shape.ts'

interface AnswerableProps {
  readonly id: string
  readonly shape: Shape
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly described: object
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '')
const asNumber = (value: unknown) => (typeof value === 'number' ? value : null)

/** Typed in yuan, kept in fen; what is no amount is kept as typed so that the server names it. */
const Yuan = ({ id, value, onChange, described }: AnswerableProps) => {
  const [typed, setTyped] = useState('')
  // What was typed counts as long as it says what is kept: the field may have come to stand for another row.
  const whole = typeof value === 'number' ? formatFen(value).slice(1) : asText(value)
  const shown = typeof value === 'number' && fenOf(typed) === value ? typed : whole
  const change = (text: string) => {
    setTyped(text)
    onChange(text.trim() === '' ? undefined : (fenOf(text) ?? text))
  }
  return (
    <Input
      id={id}
      {...described}
      prefix="¥"
      inputMode="decimal"
      value={shown}
      onChange={({ target }) => change(target.value)}
      onBlur={() => setTyped('')}
    />
  )
}

const Choice = ({
  id,
  shape,
  value,
  onChange,
  described,
}: AnswerableProps & { readonly shape: Extract<Shape, { kind: 'choice' | 'choices' }> }) => {
  const { code, words, say } = useSpeech()
  const [isOpen, setOpen] = useState(false)
  const labelOf = (value: string) => (shape.words?.[value] ? say(shape.words[value]) : code(value))
  const options = shape.values.map((one) => ({ value: one, label: labelOf(one) }))
  const shared = { id, ...described, options, placeholder: words.form.choose, className: 'fill' }
  return shape.kind === 'choices' ? (
    <Select
      mode="multiple"
      {...shared}
      showSearch={{ optionFilterProp: 'label' }}
      open={isOpen}
      onOpenChange={setOpen}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next: readonly string[]) => {
        onChange(next)
        // Where nothing is left to choose the list does not lie over what comes next.
        if (next.length === options.length) setOpen(false)
      }}
    />
  ) : (
    <Select {...shared} allowClear {...(typeof value === 'string' ? { value } : {})} onChange={onChange} />
  )
}

export const Answerable = (props: AnswerableProps) => {
  const { id, shape, value, onChange, described } = props
  const { words } = useSpeech()
  switch (shape.kind) {
    case 'long':
      return <Input.TextArea id={id} {...described} rows={4} value={asText(value)} onChange={({ target }) => onChange(target.value)} />
    case 'day':
      return <DayInput id={id} described={described} value={asText(value)} onChange={onChange} />
    case 'instant':
      return (
        <Input
          id={id}
          {...described}
          placeholder="2026-01-01T00:00:00Z"
          value={asText(value)}
          onChange={({ target }) => onChange(target.value)}
        />
      )
    case 'number':
    case 'integer':
      return (
        <InputNumber
          id={id}
          {...described}
          className="short"
          value={asNumber(value)}
          {...(shape.kind === 'integer' ? { precision: 0 } : {})}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'yes-no':
      return (
        <Checkbox id={id} {...described} checked={value === true} onChange={({ target }) => onChange(target.checked)}>
          {words.state.yes}
        </Checkbox>
      )
    case 'fen':
      return <Yuan {...props} />
    case 'organization':
      return <OrganizationPicker {...props} several={false} />
    case 'reference':
      return <ChoicePicker {...props} kind={shape.plural} beside={shape.beside ?? []} several={false} />
    case 'choice':
    case 'choices':
      return <Choice {...props} shape={shape} />
    default:
      return <Input id={id} {...described} value={asText(value)} onChange={({ target }) => onChange(target.value)} />
  }
}
