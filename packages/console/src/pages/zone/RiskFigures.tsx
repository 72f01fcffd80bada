/** The measured risk of one table: its level, each measure beside what was decided, three attackers, and the sizes of classes. */
import { Tag } from 'antd'
import { lazy, Suspense } from 'react'
import type { RiskAllowed, TableRisk } from '../../ask/zone.ts'
import { Scroll } from '../../parts/Scroll.tsx'
import { Loading } from '../../parts/States.tsx'
import { type Speech, useSpeech } from '../../words/words.tsx'

const Chart = lazy(() => import('../../parts/Chart.tsx'))
const sizes = ['1', '2-4', '5-9', '10-99', '100+']

type Measured = TableRisk['measured']
interface Row {
  readonly name: string
  readonly measured: string
  readonly allowed: string
  readonly isWithin: boolean | undefined
}

const below = (
  words: Speech['words'],
  measured: number,
  least: number | undefined,
  show: (value: number) => string,
): Omit<Row, 'name'> => ({
  measured: show(measured),
  allowed: least === undefined ? words.risk.notLimited : words.risk.atLeast(show(least)),
  isWithin: least === undefined ? undefined : measured >= least,
})
const above = (words: Speech['words'], measured: number, most: number | undefined, show: (value: number) => string): Omit<Row, 'name'> => ({
  measured: show(measured),
  allowed: most === undefined ? words.risk.notLimited : words.risk.atMost(show(most)),
  isWithin: most === undefined ? undefined : measured <= most + 1e-9,
})
const decimal = (value: number): string => String(Number(value.toFixed(3)))

const rowsOf = ({ words, count, share }: Speech, measured: Measured, allowed: RiskAllowed): readonly Row[] => {
  const { measures, ofColumn, level } = words.risk
  const name = (measure: string, column?: string) =>
    `${measures[measure]}${column === undefined ? '' : `${words.app.comma}${ofColumn(column)}`}`
  const hasClasses = measured.quasiIdentifiers.length > 0
  return [
    ...(measured.level === undefined
      ? []
      : [{ name: name('level'), ...below(words, measured.level, allowed.requiredLevel, (one) => level(String(one))) }]),
    ...(hasClasses
      ? [
          { name: name('highest-risk'), ...above(words, measured.highestRisk, allowed.maximumRisk, share) },
          { name: name('k'), ...below(words, measured.k, allowed.minimumK, count) },
        ]
      : []),
    ...(measured.leftOutShare === undefined
      ? []
      : [{ name: name('left-out'), ...above(words, measured.leftOutShare, allowed.mostLeftOut, share) }]),
    ...(measured.sensitive ?? []).flatMap(({ column, l, t }) => [
      { name: name('l', column), ...below(words, l, hasClasses ? allowed.minimumL : undefined, count) },
      { name: name('t', column), ...above(words, t, hasClasses ? allowed.maximumT : undefined, decimal) },
    ]),
  ]
}

const Measures = ({ table, measured, allowed }: TableRisk & { readonly allowed: RiskAllowed }) => {
  const speech = useSpeech()
  const { words } = speech
  return (
    <Scroll name={`${words.risk.measure} ${table}`}>
      <table className="data cards">
        <caption className="unseen">{table}</caption>
        <thead>
          <tr>
            <th scope="col">{words.risk.measure}</th>
            <th scope="col">{words.risk.measured}</th>
            <th scope="col">{words.risk.allowed}</th>
            <th scope="col">{words.risk.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(speech, measured, allowed).map((row) => (
            <tr key={row.name}>
              <td data-label={words.risk.measure}>{row.name}</td>
              <td data-label={words.risk.measured} className="figure">
                {row.measured}
              </td>
              <td data-label={words.risk.allowed} className="figure">
                {row.allowed}
              </td>
              <td data-label={words.risk.verdict}>
                {row.isWithin === undefined ? (
                  words.state.none
                ) : (
                  <Tag color={row.isWithin ? 'success' : 'error'}>{row.isWithin ? words.risk.within : words.risk.beyond}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Attackers = ({ attackers, table }: { readonly attackers: NonNullable<Measured['attackers']>; readonly table: string }) => {
  const { words, share, count } = useSpeech()
  const { prosecutor, journalist, marketer } = attackers
  const rows = [
    { name: words.risk.prosecutor, ...prosecutor },
    { name: `${words.risk.journalist} (${words.risk.population(count(attackers.population))})`, ...journalist },
    { name: words.risk.marketer, highest: undefined, average: marketer.average, above: undefined },
  ]
  const shown = (value: number | undefined) => (value === undefined ? words.state.none : share(value))
  return (
    <>
      <h4>{words.risk.attackers}</h4>
      <Scroll name={`${words.risk.attackers} ${table}`}>
        <table className="data cards">
          <caption className="unseen">{words.risk.attackers}</caption>
          <thead>
            <tr>
              <th scope="col">{words.risk.attacker}</th>
              <th scope="col">{words.risk.highest}</th>
              <th scope="col">{words.risk.average}</th>
              <th scope="col">{words.risk.above}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, highest, average, above: beyond }) => (
              <tr key={name}>
                <td data-label={words.risk.attacker}>{name}</td>
                <td data-label={words.risk.highest} className="figure">
                  {shown(highest)}
                </td>
                <td data-label={words.risk.average} className="figure">
                  {shown(average)}
                </td>
                <td data-label={words.risk.above} className="figure">
                  {shown(beyond)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Suspense fallback={<Loading />}>
        <Chart
          name={words.risk.attackers}
          categories={[words.risk.prosecutor, words.risk.journalist, words.risk.marketer]}
          isShare
          line={{ name: words.risk.acceptedLine, value: attackers.acceptedRisk }}
          series={[
            { name: words.risk.highest, colour: '#0b5cad', values: [prosecutor.highest, journalist.highest, 0] },
            { name: words.risk.average, colour: '#9a5b00', values: [prosecutor.average, journalist.average, marketer.average] },
          ]}
        />
      </Suspense>
    </>
  )
}

/** Said once where figures are shown. */
export const Definitions = () => {
  const { words } = useSpeech()
  const { title, ...texts } = words.risk.definitions
  return (
    <details>
      <summary>{title}</summary>
      <ul className="prose">
        {Object.entries(texts).map(([name, text]) => (
          <li key={name}>{text}</li>
        ))}
        <li>{words.risk.levelNote}</li>
      </ul>
    </details>
  )
}

export const RiskFigures = ({ table, measured, allowed = {} }: TableRisk & { readonly allowed?: RiskAllowed }) => {
  const { words, field, count, share } = useSpeech()
  const { level } = measured
  return (
    <div className="item">
      <h3 className="code">{table}</h3>
      {level === undefined ? null : (
        <p>
          {words.risk.levelTitle}
          {words.app.colon}
          <strong>{words.risk.level(String(level))}</strong>
          {words.app.clause}
          {words.risk.levels[String(level)]}
        </p>
      )}
      <dl className="facts">
        {(
          [
            [field('rows'), count(measured.rows)],
            [field('quasiIdentifiers'), measured.quasiIdentifiers.join(words.app.comma) || words.state.none],
            [words.risk.unique, share(measured.uniqueShare)],
            [field('averageRisk'), share(measured.averageRisk)],
            ...(measured.sensitive ?? []).map(
              ({ column, entropyL }) =>
                [`${words.risk.entropyL}${words.app.comma}${words.risk.ofColumn(column)}`, decimal(entropyL)] as const,
            ),
            ...sizes.map((size) => [words.request.classOf(size), count(measured.classesBySize[size] ?? 0)] as const),
          ] as const
        ).map(([name, text]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="figure">{text}</dd>
          </div>
        ))}
      </dl>
      <Measures table={table} measured={measured} allowed={allowed} />
      {measured.attackers && measured.quasiIdentifiers.length > 0 ? <Attackers attackers={measured.attackers} table={table} /> : null}
      <h4>{words.request.classes}</h4>
      <Suspense fallback={<Loading />}>
        <Chart
          name={words.request.classes}
          categories={sizes}
          series={[{ name: words.request.classesAxis, colour: '#0b5cad', values: sizes.map((size) => measured.classesBySize[size] ?? 0) }]}
        />
      </Suspense>
    </div>
  )
}
