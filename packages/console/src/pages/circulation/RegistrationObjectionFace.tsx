/** An objection to a registration as the registrar checks it: who objects, why, with what evidence, and what was found (article 24). */
import type { CaseView } from '@yunhe/platform/contract'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { entryOf } from '../../parts/Opinions.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

const told = ['realName', 'contact', 'ground', 'evidence', 'finding'] as const

const RegistrationObjectionFace = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const payloadOf = (type: string) => entryOf(view, type, () => true)?.payload ?? {}
  const { realName, contact, ground, evidence } = payloadOf('RegistrationObjectionRaised')
  const { finding } = payloadOf('RegistrationObjectionDecided')
  return (
    <Section title={words.casePage.objection}>
      {ground === undefined ? (
        <Nothing>{words.casePage.objectionHidden}</Nothing>
      ) : (
        <FactPanel
          facts={{ realName, contact, ground, evidence, finding }}
          names={view.nameByOrganization}
          only={told}
          of="registration-objection"
        />
      )}
    </Section>
  )
}

export default RegistrationObjectionFace
