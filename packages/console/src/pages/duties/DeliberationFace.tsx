/** A deliberation: what each member body said, side by side (article 5). */
import type { Deliberation } from '@yunhe/law/duties/deliberation'
import type { CaseView } from '@yunhe/platform/contract'
import { entryOf, Opinions } from '../../parts/Opinions.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

const tones = { 'in-favour': 'good', against: 'bad', abstain: 'unsure' } as const

const DeliberationFace = ({ view }: { readonly view: CaseView }) => {
  const { words, code } = useSpeech()
  const { members, votes } = stateOf<Deliberation>(view)
  return (
    <Section title={words.casePage.votes}>
      <Opinions
        opinions={members.map((body) => {
          const cast = votes.find((one) => one.body === body)
          return {
            key: body,
            who: <Organization uscc={body} name={view.nameByOrganization[body]} />,
            ...(cast && {
              conclusion: { says: code(cast.vote), tone: tones[cast.vote] },
              reason: cast.opinion,
              entry: entryOf(view, 'MemberVoted', (payload) => payload.body === body),
            }),
          }
        })}
      />
    </Section>
  )
}

export default DeliberationFace
