/** Measures a table by columns that somebody chooses: an answer of figures over the whole table. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { fault, problemIn } from '../../ask/problem.ts'
import { askZone, type Pass, type RiskAllowed, type TableRisk, type WorkspaceView } from '../../ask/zone.ts'
import { Section } from '../../parts/Page.tsx'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Definitions, RiskFigures } from './RiskFigures.tsx'

interface Chosen {
  readonly measured: TableRisk['measured']
  readonly isRough: boolean
  readonly left?: number
}

interface Choosing {
  readonly workspace: string
  readonly pass: Pass
  readonly tables: WorkspaceView['tables']
  readonly allowed?: RiskAllowed | undefined
}

export const ChooseRisk = ({ workspace, pass, tables, allowed }: Choosing) => {
  const { words, count } = useSpeech()
  const [table, setTable] = useState(tables[0]?.table ?? '')
  const [columns, setColumns] = useState<readonly string[]>([])
  const offered = tables.find((one) => one.table === table)?.columns ?? []
  const measuring = useMutation({
    mutationFn: () => askZone<Chosen>(pass, 'POST', `/workspaces/${workspace}/risk`, { table, quasiIdentifiers: columns }),
  })
  const choose = (name: string) => {
    setTable(name)
    setColumns([])
    measuring.reset()
  }
  return (
    <Section title={words.risk.choose}>
      <p className="quiet">{words.risk.chooseLead}</p>
      <div className="field">
        <span>{words.risk.table}</span>{' '}
        <Select
          value={table}
          onChange={choose}
          aria-label={words.risk.table}
          options={tables.map((one) => ({ value: one.table, label: one.table }))}
        />
      </div>
      <fieldset className="plain">
        <legend>{words.risk.columns}</legend>
        <Checkbox.Group value={[...columns]} onChange={setColumns} options={offered.map(({ name }) => ({ value: name, label: name }))} />
      </fieldset>
      <div className="form-foot">
        <Button type="primary" disabled={columns.length === 0} loading={measuring.isPending} onClick={() => measuring.mutate()}>
          {words.risk.run}
        </Button>
      </div>
      {measuring.error ? <ProblemNotice problem={problemIn(measuring.error) ?? fault} /> : null}
      {measuring.data ? (
        <>
          {measuring.data.isRough ? (
            <Alert
              type="info"
              showIcon
              title={words.risk.rough}
              description={measuring.data.left === undefined ? undefined : words.risk.left(count(measuring.data.left))}
            />
          ) : null}
          <RiskFigures table={table} measured={measuring.data.measured} allowed={allowed ?? {}} />
          <Definitions />
        </>
      ) : null}
    </Section>
  )
}
