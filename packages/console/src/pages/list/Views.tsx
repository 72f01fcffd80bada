/** The views a person keeps of a list: opened, saved, renamed, set anew, deleted; one of them may open the list. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ListColumn, ListView } from '@yunhe/platform/contract'
import { Alert, Button, Input, Select, Tag } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ask } from '../../ask/ask.ts'
import { fault, problemIn } from '../../ask/problem.ts'
import { answerTo } from '../../ask/queries.ts'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { keptSearch, type ListSearch } from './search.ts'

export const viewsOf = (plural: string) => ({ ...answerTo('listViews', { query: { list: plural } }), staleTime: 60_000 })

interface ViewsProps {
  readonly plural: string
  readonly search: ListSearch
  readonly columns: readonly ListColumn[]
  readonly open: (view: ListView | undefined) => void
}

type Asked = Omit<ListView, 'id' | 'savedAt'> & { readonly id?: string }

const useKeeping = (plural: string) => {
  const client = useQueryClient()
  const settle = () => client.invalidateQueries({ queryKey: ['listViews', { query: { list: plural } }] })
  const keeping = useMutation({
    mutationFn: (asked: Asked) => ask('keepListView', { body: { ...asked, columns: [...asked.columns] } }),
    onSettled: settle,
  })
  const dropping = useMutation({ mutationFn: (view: ListView) => ask('dropListView', { params: { id: view.id } }), onSettled: settle })
  return { keeping, dropping }
}

/** @param children what stands beside it, before the views are managed */
export const Views = ({ plural, search, columns, open, children }: ViewsProps & { readonly children: ReactNode }) => {
  const { words } = useSpeech()
  const { data: views = [] } = useQuery(viewsOf(plural))
  const [isManaging, setManaging] = useState(false)
  const current = views.find(({ id }) => id === search.view)
  return (
    <>
      <Select
        aria-label={words.lists.views}
        className="filter"
        value={current?.id ?? 'all'}
        onChange={(id: string) => open(views.find((view) => view.id === id))}
        options={[{ value: 'all', label: words.lists.allCases }, ...views.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Button aria-expanded={isManaging} aria-controls="managed-views" onClick={() => setManaging(!isManaging)}>
        {words.lists.manageViews}
      </Button>
      {children}
      {isManaging ? <Managed plural={plural} search={search} columns={columns} open={open} views={views} /> : null}
    </>
  )
}

const Managed = ({ plural, search, columns, open, views }: ViewsProps & { readonly views: readonly ListView[] }) => {
  const { words } = useSpeech()
  const { keeping, dropping } = useKeeping(plural)
  const [dropped, setDropped] = useState<ListView>()
  const shown = { list: plural, search: keptSearch(search), columns: [...columns] }
  const problem = keeping.error ?? dropping.error
  const code = problemIn(keeping.error)?.places?.[0]?.code
  const drop = (view: ListView) => dropping.mutate(view, { onSuccess: () => setDropped(view) })
  const undo = (view: ListView) => {
    const { savedAt: _, ...asked } = view
    keeping.mutate(asked, { onSuccess: () => setDropped(undefined) })
  }
  return (
    <section className="managed" id="managed-views" aria-label={words.lists.manageViews}>
      <p className="quiet">{words.lists.viewsLead}</p>
      {code === 'taken' || code === 'too-many' ? (
        <Alert type="error" role="alert" showIcon title={code === 'taken' ? words.lists.viewNameTaken : words.lists.tooManyViews} />
      ) : problem ? (
        <ProblemNotice problem={problemIn(problem) ?? fault} />
      ) : null}
      {dropped ? (
        <p role="status">
          {words.lists.dropped(dropped.name)}{' '}
          <Button size="small" onClick={() => undo(dropped)}>
            {words.lists.undo}
          </Button>
        </p>
      ) : null}
      <NameForm
        label={words.lists.viewName}
        submit={words.lists.saveView}
        isBusy={keeping.isPending}
        keep={(name) => keeping.mutate({ ...shown, name, isDefault: false }, { onSuccess: (view) => open(view) })}
      />
      {views.length === 0 ? <p className="quiet">{words.lists.noViews}</p> : null}
      <ul className="kept-views">
        {views.map((view) => (
          <Kept
            key={view.id}
            view={view}
            open={() => open(view)}
            keep={({ savedAt: _, ...change }) => keeping.mutate(change)}
            overwrite={() =>
              keeping.mutate({ ...shown, id: view.id, name: view.name, isDefault: view.isDefault }, { onSuccess: (set) => open(set) })
            }
            drop={() => drop(view)}
          />
        ))}
      </ul>
    </section>
  )
}

interface KeptProps {
  readonly view: ListView
  readonly open: () => void
  readonly keep: (view: ListView) => void
  readonly overwrite: () => void
  readonly drop: () => void
}

const Kept = ({ view, open, keep, overwrite, drop }: KeptProps) => {
  const { words } = useSpeech()
  const [isNaming, setNaming] = useState(false)
  const { name, isDefault } = view
  const { lists } = words
  const rename = (next: string) => {
    setNaming(false)
    keep({ ...view, name: next })
  }
  if (isNaming)
    return (
      <li>
        <NameForm label={lists.viewName} submit={lists.save} name={name} keep={rename} cancel={() => setNaming(false)} />
      </li>
    )
  return (
    <li>
      <Button type="link" onClick={open}>
        {name}
      </Button>
      {isDefault ? <Tag color="processing">{lists.isDefault}</Tag> : null}
      <span className="kept-acts">
        <Button
          size="small"
          aria-label={isDefault ? lists.noDefaultOf(name) : lists.makeDefaultOf(name)}
          onClick={() => keep({ ...view, isDefault: !isDefault })}
        >
          {isDefault ? lists.noDefault : lists.makeDefault}
        </Button>
        <Button size="small" aria-label={lists.overwriteOf(name)} onClick={overwrite}>
          {lists.overwrite}
        </Button>
        <Button size="small" aria-label={lists.renameOf(name)} onClick={() => setNaming(true)}>
          {lists.rename}
        </Button>
        <Button size="small" danger aria-label={lists.dropOf(name)} onClick={drop}>
          {lists.drop}
        </Button>
      </span>
    </li>
  )
}

interface NameFormProps {
  readonly label: string
  readonly submit: string
  readonly name?: string
  readonly isBusy?: boolean
  readonly keep: (name: string) => void
  readonly cancel?: () => void
}

const NameForm = ({ label, submit, name = '', isBusy = false, keep, cancel }: NameFormProps) => {
  const { words } = useSpeech()
  const [typed, setTyped] = useState(name)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === '') return
    keep(typed.trim())
    if (name === '') setTyped('')
  }
  return (
    <form className="tools" onSubmit={send}>
      <Input
        aria-label={label}
        placeholder={label}
        maxLength={60}
        className="filter"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button htmlType="submit" loading={isBusy} disabled={typed.trim() === ''}>
        {submit}
      </Button>
      {cancel ? <Button onClick={cancel}>{words.form.cancel}</Button> : null}
    </form>
  )
}
