/** Chooses by name what is sent as an id: found by what is typed, a page at a time, as far as its reader may see it. */
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query'
import type { Choice } from '@yunhe/platform/contract'
import { Select } from 'antd'
import { type UIEvent, useEffect, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { answerTo } from '../../ask/queries.ts'
import { useSpeech } from '../../words/words.tsx'
import { useWhyPlace } from '../why/Why.tsx'
import { useAnswers } from './context.ts'
import { choiceQuestion, type PickerProps, textOf, textsOf } from './picking.ts'

const pauseMs = 250
const nearEnd = 40

const usePaused = (text: string) => {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

const isNearEnd = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: UIEvent<HTMLDivElement>) =>
  scrollHeight - scrollTop - clientHeight < nearEnd

interface ChoicePickerProps extends PickerProps {
  readonly kind: string
  /** Fields of the same form that narrow the choice. */
  readonly beside: readonly string[]
}

export const ChoicePicker = ({ id, value, onChange, several, described, kind, beside }: ChoicePickerProps) => {
  const { words, say } = useSpeech()
  const [typed, setTyped] = useState('')
  const q = usePaused(typed).trim()
  const question = choiceQuestion(kind, useAnswers(), beside, useWhyPlace())
  const found = useInfiniteQuery({
    queryKey: ['choices', question, q],
    queryFn: ({ pageParam, signal }) => ask('choices', { ...question, query: { ...question.query, q, page: pageParam } }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ isMore }, _, page: number) => (isMore ? page + 1 : undefined),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const rows = (found.data?.pages ?? []).flatMap((page) => page.rows)
  const chosen = several ? textsOf(value) : Object.values(textOf(value))
  // What was chosen before, or came with the page, is called by its name too.
  const unnamed = chosen.filter((one) => !rows.some((row) => row.value === one))
  const named = useQueries({
    queries: unnamed.map((one) => ({
      ...answerTo('choices', { ...question, query: { ...question.query, q: one } }),
      staleTime: 60_000,
      retry: false,
    })),
  })
  const others = named.flatMap(({ data }, place) => data?.rows.filter((row) => row.value === unnamed[place]) ?? [])
  const optionOf = ({ value: one, title, detail }: Choice) => ({ value: one, label: detail ? `${title}（${say(detail)}）` : title })
  const shown = q === '' ? [...others, ...rows] : rows
  const shared = {
    id,
    ...described,
    options:
      shown.length === 0 && isId.test(q) && !found.isFetching ? [{ value: q, label: words.choosing.asTyped(q) }] : shown.map(optionOf),
    labelRender: ({ value: one, label }: { readonly value: string | number; readonly label?: unknown }) => {
      const option = [...others, ...rows].find((row) => row.value === one)
      return option ? option.title : typeof label === 'string' ? label : String(one)
    },
    loading: found.isFetching,
    showSearch: { filterOption: false, onSearch: setTyped },
    notFoundContent: (
      <p className="quiet">{found.isFetching ? words.state.loading : q === '' ? words.choosing.none : words.choosing.notFound}</p>
    ),
    onPopupScroll: (event: UIEvent<HTMLDivElement>) => {
      if (isNearEnd(event) && found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage()
    },
    allowClear: true,
    placeholder: words.choosing.type,
    className: 'fill',
  } as const
  return several ? (
    <Select mode="multiple" {...shared} value={[...chosen]} onChange={(next: string[]) => onChange(next)} />
  ) : (
    <Select {...shared} {...textOf(value)} onChange={(next: string | undefined) => onChange(next)} />
  )
}

/** An id can still be given by whoever has it: the platform says whether there is such a thing. */
const isId = /^[A-Za-z0-9][A-Za-z0-9._-]{5,79}$/
