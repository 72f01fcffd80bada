/** The versions of a dataset as the zone keeps them: what came when and from whom, how much was rejected, what its columns look like. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { ask } from '../../../ask/ask.ts'
import { fault, problemIn } from '../../../ask/problem.ts'
import { askZone, type Pass, textFromZone } from '../../../ask/zone.ts'
import { download } from '../../../parts/csv.ts'
import { Moment } from '../../../parts/Day.tsx'
import { Section } from '../../../parts/Page.tsx'
import { Scroll } from '../../../parts/Scroll.tsx'
import { Answer, Loading, Nothing, ProblemNotice } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { badShareOf, type Notes, percentOf, type Version } from './intake.ts'
import { DriftList, ReadAs } from './Outcome.tsx'
import { ProfileTable } from './ProfileTable.tsx'

const Chart = lazy(() => import('../../../parts/Chart.tsx'))

interface Placed {
  readonly pass: Pass
  readonly dataset: string
}

const useOrigin = () => {
  const { words } = useSpeech()
  return (from: string): string =>
    from.startsWith('source ') ? words.intake.source(from.slice('source '.length)) : (words.intake.origins[from as 'csv'] ?? from)
}

const OneVersion = ({ pass, dataset, version }: Placed & { readonly version: Version }) => {
  const { words, count } = useSpeech()
  const { intake } = words
  const place = `/datasets/${dataset}/versions/${version.version}`
  const query = useQuery({ queryKey: ['zone', dataset, 'version', version.version], queryFn: () => askZone<Notes>(pass, 'GET', place) })
  const fetching = useMutation({
    mutationFn: async () =>
      download(`${dataset}-${version.version}-set-aside.jsonl`, await textFromZone(pass, `${place}/set-aside`), 'application/x-ndjson'),
  })
  return (
    <Answer query={query}>
      {({ profile, drift, chosen }) => (
        <>
          <h3>{intake.profile(count(version.version))}</h3>
          <p className="quiet">{intake.profileLead}</p>
          <ReadAs chosen={chosen} />
          <DriftList drift={drift} />
          <Suspense fallback={<Loading />}>
            <Chart
              name={intake.emptyByColumn}
              categories={profile.columns.map(({ name }) => name)}
              series={[
                {
                  name: intake.emptyByColumn,
                  colour: '#0b5cad',
                  values: profile.columns.map(({ empty }) => percentOf(empty, profile.rows)),
                },
              ]}
            />
          </Suspense>
          <p className="hint">{intake.emptyByColumn}</p>
          <ProfileTable profile={profile} />
          {version.rejectedRows > 0 ? (
            <div>
              <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
                {intake.setAside}
              </Button>{' '}
              <span className="hint">{intake.setAsideLead}</span>
            </div>
          ) : null}
          {fetching.error ? <ProblemNotice problem={problemIn(fetching.error) ?? fault} /> : null}
        </>
      )}
    </Answer>
  )
}

const Table = ({
  versions,
  shown,
  show,
}: {
  readonly versions: readonly Version[]
  readonly shown: number | undefined
  readonly show: (version: number) => void
}) => {
  const { words, field, count, code } = useSpeech()
  const originOf = useOrigin()
  const { intake } = words
  return (
    <Scroll name={intake.versions}>
      <table className="data cards">
        <caption className="unseen">{intake.versions}</caption>
        <thead>
          <tr>
            {[
              field('version'),
              field('loadedAt'),
              intake.mode,
              intake.from,
              field('rows'),
              field('rejectedRows'),
              field('driftNotes'),
              intake.workspaces,
              intake.hash,
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, at, rows, rejectedRows, isDestroyed, delivered, workspaces }, index) => (
            <tr key={version}>
              <td data-label={field('version')}>
                {isDestroyed ? (
                  <>
                    {intake.version(count(version))} <Tag>{intake.destroyed}</Tag>
                  </>
                ) : (
                  <Button type="link" aria-pressed={shown === version} onClick={() => show(version)}>
                    {intake.version(count(version))}
                  </Button>
                )}
                {index === 0 ? <Tag color="success">{intake.inForce}</Tag> : null}
              </td>
              <td data-label={field('loadedAt')}>
                <Moment at={at} />
              </td>
              <td data-label={intake.mode}>{delivered ? code(delivered.mode) : ''}</td>
              <td data-label={intake.from} className="nowrap">
                {delivered ? originOf(delivered.from) : ''} <span className="hint">{delivered?.person}</span>
              </td>
              <td data-label={field('rows')}>{count(rows)}</td>
              <td data-label={field('rejectedRows')}>{count(rejectedRows)}</td>
              <td data-label={field('driftNotes')}>{count(delivered?.driftNotes ?? 0)}</td>
              <td data-label={intake.workspaces}>{count(workspaces)}</td>
              <td data-label={intake.hash} className="code" title={delivered?.sha256}>
                {delivered?.sha256.slice(0, 12)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const List = ({ pass, dataset }: Placed) => {
  const { words, count } = useSpeech()
  const { intake } = words
  const [shown, setShown] = useState<number>()
  const query = useQuery({
    queryKey: ['zone', dataset, 'versions', pass.ticket],
    queryFn: () => askZone<{ readonly versions: readonly Version[] }>(pass, 'GET', `/datasets/${dataset}/versions`),
  })
  return (
    <Answer query={query}>
      {({ versions }) => {
        const chosen = versions.find(({ version, isDestroyed }) => version === (shown ?? versions[0]?.version) && !isDestroyed)
        const oldestFirst = versions.toReversed()
        if (versions.length === 0) return <Nothing>{intake.noVersions}</Nothing>
        return (
          <>
            <Table versions={versions} shown={chosen?.version} show={setShown} />
            {versions.length > 1 ? (
              <>
                <Suspense fallback={<Loading />}>
                  <Chart
                    name={intake.badShare}
                    categories={oldestFirst.map(({ version }) => count(version))}
                    series={[{ name: intake.badShare, colour: '#9a5b00', values: oldestFirst.map(badShareOf) }]}
                  />
                </Suspense>
                <p className="hint">{intake.badShare}</p>
              </>
            ) : null}
            {chosen ? <OneVersion key={chosen.version} pass={pass} dataset={dataset} version={chosen} /> : null}
          </>
        )
      }}
    </Answer>
  )
}

export const Versions = ({ item, dataset }: { readonly item: string; readonly dataset: string }) => {
  const { words } = useSpeech()
  const entering = useMutation({ mutationFn: () => ask('ticket', { body: { purpose: 'intake', case: item } }) })
  return (
    <Section title={words.intake.versions}>
      <p className="quiet">{words.intake.versionsLead}</p>
      {entering.data ? (
        <List pass={entering.data} dataset={dataset} />
      ) : (
        <div>
          <Button loading={entering.isPending} onClick={() => entering.mutate()}>
            {words.intake.showVersions}
          </Button>
        </div>
      )}
      {entering.error ? <ProblemNotice problem={problemIn(entering.error) ?? fault} /> : null}
    </Section>
  )
}
