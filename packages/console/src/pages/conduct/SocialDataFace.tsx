/** An import of social data: where it may be joined, and the way to bring its file into quarantine (article 16). */
import type { SocialData } from '@yunhe/law/conduct/social-data'
import type { CaseView } from '@yunhe/platform/contract'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { entryOf, Opinions } from '../../parts/Opinions.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { Upload } from './Upload.tsx'

const Reviews = ({ view, state: { required, opinions } }: { readonly view: CaseView; readonly state: SocialData }) => {
  const { words, code } = useSpeech()
  if (required.length === 0) return null
  return (
    <Section title={words.request.criteria}>
      <Opinions
        opinions={required.map(({ as, body }) => {
          const given = opinions.find((one) => one.as === as && (body === '' || one.body === body))
          const who = given?.body ?? body
          return {
            key: `${as}${body}`,
            who: who === '' ? words.exporting.anySecurity : <Organization uscc={who} name={view.nameByOrganization[who]} />,
            as: code(as),
            ...(given && {
              conclusion: { says: code(given.conclusion), tone: given.conclusion === 'agree' ? ('good' as const) : ('bad' as const) },
              reason: given.reason,
              entry: entryOf(view, 'SocialDataOpinionGiven', (payload) => payload.as === as && payload.body === given.body),
            }),
          }
        })}
      />
    </Section>
  )
}

const SocialDataFace = ({ view }: { readonly view: CaseView }) => {
  const { words, field } = useSpeech()
  const state = stateOf<SocialData>(view)
  const delivering = view.acts.find(({ act }) => act === 'deliver')
  return (
    <>
      <Section title={field('request')}>
        <p>
          <CaseLink plural="data-requests" id={state.request} />
        </p>
      </Section>
      <Reviews view={view} state={state} />
      {delivering?.open ? <Upload purpose="quarantine" subject={view.id} place={`imports/${view.id}`} told={words.social} /> : null}
    </>
  )
}

export default SocialDataFace
