/** Has the zone read a table of a source that its operator has set down; where that is nobody says here. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { ask } from '../../../ask/ask.ts'
import { fault, problemIn } from '../../../ask/problem.ts'
import type { Delivered, Said } from '../../../ask/upload.ts'
import { askZone } from '../../../ask/zone.ts'
import { Section } from '../../../parts/Page.tsx'
import { Nothing, ProblemNotice } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { nameOf, type Source, type SourcesView } from './intake.ts'
import { ModeChoice } from './Options.tsx'
import { Outcome } from './Outcome.tsx'
import { Standing } from './Standing.tsx'

interface PullProps {
  readonly item: string
  readonly dataset: string
}

/** A table of a database may take long to copy. */
const patienceMs = 3_600_000

interface SourcesProps extends PullProps {
  readonly seen: SourcesView
  readonly changed: (seen: SourcesView) => void
}

const Sources = ({ item, dataset, seen, changed }: SourcesProps) => {
  const { sources, standing } = seen
  const { words } = useSpeech()
  const client = useQueryClient()
  const [wanted, setWanted] = useState(sources.find((one) => standing !== undefined && nameOf(one) === nameOf(standing)) ?? sources[0])
  const [said, setSaid] = useState<Said>(standing === undefined ? {} : { mode: standing.mode })
  const pulling = useMutation({
    mutationFn: async ({ source, table }: Source) => {
      const pass = await ask('ticket', { body: { purpose: 'intake', case: item } })
      const { mode, drift } = said
      return askZone<Delivered>(
        pass,
        'POST',
        `/datasets/${dataset}/pulls`,
        { source, table, ...(mode && { mode }), ...(drift && { drift }) },
        patienceMs,
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['case'] }),
  })
  const regularly = <Standing item={item} dataset={dataset} seen={seen} wanted={wanted} mode={said.mode ?? 'whole'} changed={changed} />
  if (wanted === undefined)
    return (
      <>
        <Nothing>{words.intake.noSources}</Nothing>
        {standing === undefined ? null : regularly}
      </>
    )
  return (
    <>
      <div className="question">
        <label htmlFor="source">{words.intake.from}</label>
        <Select
          id="source"
          value={nameOf(wanted)}
          onChange={(name: string) => setWanted(sources.find((one) => nameOf(one) === name))}
          options={sources.map((one) => ({ value: nameOf(one), label: words.intake.source(nameOf(one)) }))}
        />
      </div>
      <ModeChoice said={said} change={setSaid} />
      <div>
        <Button type="primary" loading={pulling.isPending} onClick={() => pulling.mutate(wanted)}>
          {words.intake.pullNow}
        </Button>
      </div>
      {pulling.isPending ? <p role="status">{words.intake.pulling}</p> : null}
      {pulling.error ? <ProblemNotice problem={problemIn(pulling.error) ?? fault} /> : null}
      {pulling.data ? <Outcome delivered={pulling.data} told={words.catalog} /> : null}
      {regularly}
    </>
  )
}

export const Pull = ({ item, dataset }: PullProps) => {
  const { words } = useSpeech()
  const [seen, setSeen] = useState<SourcesView>()
  const looking = useMutation({
    mutationFn: async () => {
      const pass = await ask('ticket', { body: { purpose: 'intake', case: item } })
      return askZone<SourcesView>(pass, 'GET', `/datasets/${dataset}/sources`)
    },
    onSuccess: setSeen,
  })
  return (
    <Section title={words.intake.pull}>
      <p className="quiet">{words.intake.pullLead}</p>
      {seen ? (
        <Sources item={item} dataset={dataset} seen={seen} changed={setSeen} />
      ) : (
        <div>
          <Button loading={looking.isPending} onClick={() => looking.mutate()}>
            {words.intake.showSources}
          </Button>
        </div>
      )}
      {looking.error ? <ProblemNotice problem={problemIn(looking.error) ?? fault} /> : null}
    </Section>
  )
}
