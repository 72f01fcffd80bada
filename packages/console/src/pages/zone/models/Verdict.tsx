/** Whether a model may leave or serve: every check with what it measured, its bound and its reasons. */
import { Tag } from 'antd'
import type { ModelCheck } from '../../../ask/models.ts'
import { useSpeech } from '../../../words/words.tsx'
import { figureText } from './figure.ts'
import { Table } from './Table.tsx'

const nameIn = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name

type Finding = NonNullable<ModelCheck['findings']>[number]

/** Each reason once, with the places it was found at. */
const reasonsIn = (findings: readonly Finding[]) =>
  [...new Set(findings.map(({ code }) => code))].flatMap((code) => {
    const alike = findings.filter((one) => one.code === code)
    const [finding] = alike
    return finding === undefined ? [] : [{ finding, places: alike.map(({ place }) => place).filter((place) => place !== 'model') }]
  })

export const Verdict = ({ passed, checks }: { readonly passed: boolean; readonly checks: readonly ModelCheck[] }) => {
  const { words, say } = useSpeech()
  const { models } = words
  return (
    <>
      <p>
        <Tag color={passed ? 'success' : 'error'}>{passed ? models.mayLeave : models.mayNotLeave}</Tag>
      </p>
      <Table
        name={models.verdict}
        head={[models.check, models.verdict, models.measured, models.bound]}
        rows={checks.map(({ check, passed: held, measured, bound, findings = [] }) => ({
          key: check,
          cells: [
            <>
              {nameIn(models.checks, check)}
              {reasonsIn(findings).map(({ finding, places }) => (
                <p key={finding.code} className="quiet">
                  {say(finding.words)}
                  {places.length > 0 ? (
                    <>
                      {words.app.colon}
                      <span className="code">{places.slice(0, 3).join(words.app.comma)}</span>{' '}
                      {places.length > 3 ? models.andMore(places.length) : null}
                    </>
                  ) : null}
                </p>
              ))}
            </>,
            <Tag key="held" color={held ? 'success' : 'error'}>
              {held ? words.workbench.passed : words.workbench.failed}
            </Tag>,
            <span key="measured" className="figure">
              {figureText(measured)}
            </span>,
            <span key="bound" className="figure">
              {figureText(bound)}
            </span>,
          ],
        }))}
      />
    </>
  )
}
