/** What a list is narrowed by: the usual filters in sight, the others folded, and every one that holds named, to be taken away. */
import { useQuery } from '@tanstack/react-query'
import type { ListSort } from '@yunhe/platform/contract'
import { Button, Input, Select, Tag } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { organizationsQuery, proceduresQuery } from '../../ask/queries.ts'
import { Choose } from '../../parts/Choose.tsx'
import { DayInput } from '../../parts/Days.tsx'
import { useSpeech } from '../../words/words.tsx'
import { type FilterName, type Filters as Held, type ListSearch, sorts } from './search.ts'

export type Change = Partial<Record<keyof ListSearch, string | undefined>>

interface FiltersProps {
  readonly plural: string
  readonly search: ListSearch
  readonly filters: Held
  readonly turn: (change: Change) => void
}

const spans = ['overdue', 'soon', 'later', 'none'] as const
const days = ['dueFrom', 'dueTo', 'changedFrom', 'changedTo'] as const

const useStages = (plural: string) => {
  const { say } = useSpeech()
  const { data = [] } = useQuery(proceduresQuery)
  return (data.find((one) => one.plural === plural)?.stages ?? []).map(({ stage, words }) => ({ value: stage, label: say(words) }))
}

const Folded = ({ search, filters, turn }: FiltersProps) => {
  const { words } = useSpeech()
  const prefix = useId()
  const { data: organizations = [] } = useQuery(organizationsQuery)
  const regions = Object.entries(words.analytics.regions).map(([value, label]) => ({ value, label }))
  return (
    <div className="tools folded" id="more-filters">
      <Choose
        label={words.fields.organization}
        value={filters.organization}
        options={organizations.map(({ uscc, name }) => ({ value: uscc, label: name }))}
        onChange={(organization) => turn({ organization })}
      />
      <Choose label={words.fields.region} value={filters.region} options={regions} onChange={(region) => turn({ region })} />
      {days.map((name) => (
        <div key={name} className="tool-field">
          <label htmlFor={`${prefix}${name}`}>{words.lists[name]}</label>
          <DayInput id={`${prefix}${name}`} value={filters[name] ?? ''} onChange={(day) => turn({ [name]: day || undefined })} />
        </div>
      ))}
      <label className="tool-check">
        <input
          type="checkbox"
          checked={filters.yours === 'yes'}
          onChange={({ target }) => turn({ yours: target.checked ? 'yes' : undefined })}
        />
        <span>{words.lists.yours}</span>
      </label>
      <Select
        aria-label={words.lists.order}
        className="filter"
        value={search.sort ?? '-updatedAt'}
        onChange={(sort: ListSort) => turn({ sort, from: undefined })}
        options={sorts.map((sort) => ({ value: sort, label: words.lists.orders[sort] }))}
      />
    </div>
  )
}

const foldedNames: readonly FilterName[] = ['organization', 'region', 'yours', ...days]

export const Filters = (props: FiltersProps & { readonly children?: ReactNode }) => {
  const { plural, filters, turn, children } = props
  const { words } = useSpeech()
  const [isOpen, setOpen] = useState(() => foldedNames.some((name) => filters[name] !== undefined))
  return (
    <search aria-label={words.lists.filters} className="filters">
      <div className="tools">
        <Input.Search
          aria-label={words.list.search}
          placeholder={words.lists.text}
          allowClear
          className="filter"
          defaultValue={filters.q ?? ''}
          key={`${plural} ${filters.q ?? ''}`}
          onSearch={(q) => turn({ q: q.trim() || undefined })}
        />
        <Select
          mode="multiple"
          aria-label={words.list.stage}
          placeholder={words.list.stage}
          allowClear
          maxTagCount="responsive"
          className="filter"
          value={filters.stage?.split(',') ?? []}
          onChange={(stages: readonly string[]) => turn({ stage: stages.join(',') || undefined })}
          options={useStages(plural)}
        />
        <Choose
          label={words.lists.due}
          value={filters.due}
          options={spans.map((span) => ({ value: span, label: words.inbox.dues[span] }))}
          onChange={(due) => turn({ due })}
        />
        <Button aria-expanded={isOpen} aria-controls="more-filters" onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.lists.fewer : words.lists.more}
        </Button>
        {children}
      </div>
      {isOpen ? <Folded {...props} /> : null}
      <Holding {...props} />
    </search>
  )
}

/** Every filter that holds, in words, with the way out of it. */
const Holding = ({ plural, filters, turn }: FiltersProps) => {
  const { words, day } = useSpeech()
  const stages = useStages(plural)
  const { data: organizations = [] } = useQuery({ ...organizationsQuery, enabled: filters.organization !== undefined })
  const regions: Readonly<Record<string, string>> = words.analytics.regions
  const said: Readonly<Partial<Record<FilterName, (value: string) => string>>> = {
    q: (value) => `${words.lists.text}${words.app.colon}${value}`,
    stage: (value) =>
      value
        .split(',')
        .map((one) => stages.find(({ value: stage }) => stage === one)?.label ?? one)
        .join(words.app.comma),
    due: (value) => words.inbox.dues[spans.find((span) => span === value) ?? 'none'],
    organization: (value) => organizations.find(({ uscc }) => uscc === value)?.name ?? value,
    region: (value) => regions[value] ?? value,
    yours: () => words.lists.onlyYours,
    ...Object.fromEntries(days.map((name) => [name, (value: string) => `${words.lists[name]} ${day(value)}`])),
  }
  const held = (Object.keys(said) as FilterName[]).flatMap((name) => {
    const value = filters[name]
    return value === undefined ? [] : [{ name, text: said[name]?.(value) ?? value }]
  })
  if (held.length === 0) return null
  return (
    <p className="holding">
      {words.lists.filteredBy}
      {held.map(({ name, text }) => (
        <Tag key={name}>
          {text}
          <button type="button" className="tag-out" aria-label={words.lists.without(text)} onClick={() => turn({ [name]: undefined })}>
            ×
          </button>
        </Tag>
      ))}
      <Button size="small" type="link" onClick={() => turn(Object.fromEntries(held.map(({ name }) => [name, undefined])))}>
        {words.lists.clear}
      </Button>
    </p>
  )
}
