/** What went wrong with a password or a code, said so that it helps. */
import { Alert } from 'antd'
import type { Problem } from '../../ask/problem.ts'
import { ProblemNotice } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

export const AccountProblem = ({ problem }: { readonly problem: Problem | undefined }) => {
  const { words } = useSpeech()
  if (problem === undefined) return null
  const said =
    problem.status === 429
      ? words.account.locked(Math.ceil((problem.retryAfterSeconds ?? 60) / 60))
      : problem.type.includes('/problems/password-too-')
        ? words.account.weak
        : problem.type.endsWith('/wrong-password')
          ? words.account.wrong
          : undefined
  return said === undefined ? <ProblemNotice problem={problem} /> : <Alert type="error" showIcon role="alert" title={said} />
}
