/** What the zone found in files that are to leave: each check with its findings; notes stop nothing. */
import { Tag } from 'antd'
import type { ExportCheck } from '../ask/exports.ts'
import { useSpeech } from '../words/words.tsx'

export const ExportChecks = ({ checks }: { readonly checks: readonly ExportCheck[] }) => {
  const { words, code, say } = useSpeech()
  return (
    <ul className="checks">
      {checks.map(({ check, passed, findings }) => (
        <li key={check}>
          <Tag color={passed ? 'success' : 'error'}>{passed ? words.exporting.passed : words.exporting.failed}</Tag> {code(check)}
          {findings.length > 0 ? (
            <ul>
              {findings.map((finding) => (
                <li key={`${finding.code}${finding.place}`}>
                  {finding.warning ? <Tag color="warning">{words.exporting.warning}</Tag> : null} {say(finding.words)}{' '}
                  <span className="code">{finding.place}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
