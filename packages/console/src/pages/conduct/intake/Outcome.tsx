/** What the zone says of a delivery: taken or not, how it was read, what differs, and which rows were set aside. */
import { Alert } from 'antd'
import type { Chosen, Delivered, Drift } from '../../../ask/upload.ts'
import { Scroll } from '../../../parts/Scroll.tsx'
import { useSpeech } from '../../../words/words.tsx'

const SetAside = ({ rejected }: { readonly rejected: Delivered['rejected'] }) => {
  const { words, say, count, field } = useSpeech()
  if (rejected.length === 0) return null
  return (
    <Scroll name={field('rejectedRows')}>
      <table className="data">
        <caption className="unseen">{field('rejectedRows')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.catalog.line}</th>
            <th scope="col">{field('column')}</th>
            <th scope="col">{field('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rejected.slice(0, 100).map(({ line, row, column, code, words: reason }) => (
            <tr key={`${line}${row}${column}${code}`}>
              <td>{count(line ?? row ?? 0)}</td>
              <td className="code">{column ?? ''}</td>
              <td>{say(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

export const ReadAs = ({ chosen }: { readonly chosen: Chosen }) => {
  const { words, count } = useSpeech()
  const { delimiter, encoding, layout, sheet, sheets } = chosen
  const { intake } = words
  const said =
    sheet !== undefined
      ? intake.readSheet(sheet, count(sheets ?? 1))
      : delimiter !== undefined
        ? intake.readCsv(intake.delimiters[delimiter], (encoding ?? '').toUpperCase())
        : layout === undefined
          ? undefined
          : layout === 'array'
            ? intake.readArray
            : intake.readLines
  return said === undefined ? null : (
    <p className="quiet">
      {intake.readAs}
      {words.app.colon}
      {said}
    </p>
  )
}

export const DriftList = ({ drift }: { readonly drift: readonly Drift[] }) => {
  const { words, say, share, count } = useSpeech()
  if (drift.length === 0) return null
  const shown = ({ code, before, after }: Drift) => {
    if (before === undefined || after === undefined) return ''
    const write = code === 'nulls-changed' ? share : count
    return words.intake.change(write(before), write(after))
  }
  return (
    <Alert
      type="info"
      showIcon
      title={words.intake.drift}
      description={
        <ul>
          {drift.map((one) => (
            <li key={`${one.code}${one.place}`}>
              {say(one.words)} <span className="code">{one.place}</span> {shown(one)}
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** What is said of a file: to a dataset and to quarantine different things happen with it. */
export interface Told {
  readonly upload: string
  readonly uploadLead: string
  readonly received: (rows: string) => string
  readonly refused: string
}

export const Outcome = ({ delivered, told }: { readonly delivered: Delivered; readonly told: Told }) => {
  const { words, say, count } = useSpeech()
  const aside = delivered.rejectedRows > 0 ? words.catalog.setAside(count(delivered.rejectedRows)) : ''
  return (
    <>
      {delivered.outcome === 'accepted' ? (
        <>
          <Alert
            type={delivered.rejectedRows > 0 ? 'warning' : 'success'}
            showIcon
            role="status"
            title={`${told.received(count(delivered.rows))}${aside}`}
            description={delivered.totalRows === delivered.rows ? undefined : words.intake.total(count(delivered.totalRows))}
          />
          <ReadAs chosen={delivered.chosen} />
          <DriftList drift={delivered.drift} />
        </>
      ) : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={told.refused}
          description={delivered.refusals.map(({ code, words: reason, place }) => (
            <p key={`${code}${place}`}>
              {say(reason)} <span className="code">{place}</span>
            </p>
          ))}
        />
      )}
      <SetAside rejected={delivered.rejected} />
    </>
  )
}
