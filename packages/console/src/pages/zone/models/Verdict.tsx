/** Whether a model may leave or serve: every check with what it measured, its bound and its reasons. */
import { Tag } from 'antd'
import type { ModelCheck } from '../../../ask/models.ts'
import { useSpeech } from '../../../words/words.tsx'
import { figureText } from './figure.ts'
import { Table } from './Table.tsx'

const nameIn = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name

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
              {findings.length > 0 ? (
                <ul>
                  {findings.slice(0, 5).map((finding) => (
                    <li key={`${finding.code}${finding.place}`}>
                      {say(finding.words)} {finding.place === 'model' ? null : <span className="code">{finding.place}</span>}
                    </li>
                  ))}
                </ul>
              ) : null}
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
