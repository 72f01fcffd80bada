/** Where somebody lands whose address leads nowhere, or whose page failed. */
import { Link } from '@tanstack/react-router'
import { fault, type Problem } from '../ask/problem.ts'
import { Page } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/States.tsx'
import { useSpeech } from '../words/words.tsx'

const missing: Problem = { type: 'about:blank', title: 'not found', status: 404 }

const Lost = ({ title, problem, again }: { readonly title: string; readonly problem: Problem; readonly again?: () => void }) => {
  const { words } = useSpeech()
  return (
    <main>
      <Page title={title} actions={<Link to="/">{words.nav.home}</Link>}>
        <ProblemNotice problem={problem} {...(again ? { again } : {})} />
      </Page>
    </main>
  )
}

export const Missing = () => <Lost title={useSpeech().words.app.missing} problem={missing} />
export const Broken = () => <Lost title={useSpeech().words.app.broken} problem={fault} again={() => location.reload()} />
