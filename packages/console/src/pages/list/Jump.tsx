/** Into the middle of a long list: to a day where it is sorted by days, to a letter of Pinyin or the beginning of a title where by titles. */
import type { ListSort } from '@yunhe/platform/contract'
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { DayInput } from '../../parts/Days.tsx'
import { useSpeech } from '../../words/words.tsx'
import type { Change } from './Filters.tsx'

interface JumpProps {
  readonly sort: ListSort
  readonly from: string | undefined
  readonly turn: (change: Change) => void
}

export const Jump = ({ sort, from, turn }: JumpProps) => {
  const { words, day } = useSpeech()
  const field = useId()
  const isByTitle = sort.endsWith('title')
  const [isOpen, setOpen] = useState(from !== undefined)
  const label = isByTitle ? words.lists.jumpToTitle : sort.endsWith('due') ? words.lists.jumpToDue : words.lists.jumpToChange
  if (!isOpen)
    return (
      <Button size="small" type="link" aria-expanded={false} onClick={() => setOpen(true)}>
        {label}
      </Button>
    )
  return (
    <search aria-label={words.lists.jump} className="tools">
      <label htmlFor={field}>{label}</label>
      {isByTitle ? (
        <Titles key={from ?? ''} field={field} from={from} go={(to) => turn({ from: to })} />
      ) : (
        <DayInput id={field} value={from ?? ''} onChange={(to) => turn({ from: to || undefined })} />
      )}
      {from === undefined ? null : (
        <span className="holding">
          {words.lists.beginsAt(isByTitle ? from : day(from))}
          <Button size="small" type="link" onClick={() => turn({ from: undefined })}>
            {words.lists.toTheTop}
          </Button>
        </span>
      )}
    </search>
  )
}

interface TitlesProps {
  readonly field: string
  readonly from: string | undefined
  readonly go: (to: string | undefined) => void
}

const Titles = ({ field, from, go }: TitlesProps) => {
  const { words } = useSpeech()
  const [typed, setTyped] = useState(from ?? '')
  const send = (event: FormEvent) => {
    event.preventDefault()
    go(typed.trim() || undefined)
  }
  return (
    <form className="jump" onSubmit={send}>
      <Input
        id={field}
        className="short"
        maxLength={100}
        placeholder={words.lists.letterOrTitle}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button htmlType="submit">{words.lists.jump}</Button>
    </form>
  )
}
