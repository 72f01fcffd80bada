/** An import of social data: where it may be joined, and the way to bring its file into quarantine (article 16). */
import type { SocialData } from '@yunhe/law/conduct/social-data'
import type { CaseView } from '@yunhe/platform/contract'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { Section } from '../../parts/Page.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { Upload } from './Upload.tsx'

const SocialDataFace = ({ view }: { readonly view: CaseView }) => {
  const { words, field } = useSpeech()
  const { request } = stateOf<SocialData>(view)
  const delivering = view.acts.find(({ act }) => act === 'deliver')
  return (
    <>
      <Section title={field('request')}>
        <p>
          <CaseLink plural="data-requests" id={request} />
        </p>
      </Section>
      {delivering?.open ? <Upload purpose="quarantine" subject={view.id} place={`imports/${view.id}`} told={words.social} /> : null}
    </>
  )
}

export default SocialDataFace
