/** An application as its judges read it: the plan's parts, the six conditions with their evidence, opinions side by side, the notice (articles 7, 9, 11). */
import type { Application } from '@yunhe/law/admission/application'
import type { CaseView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { useSession } from '../../app/session.tsx'
import { Day } from '../../parts/Day.tsx'
import { AttachedLinks } from '../../parts/documents/Attached.tsx'
import { placeOf } from '../../parts/documents/documents.ts'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { entryOf, Opinions as SideBySide } from '../../parts/Opinions.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing } from '../../parts/States.tsx'
import type { Names } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { YearlyResults } from './YearlyResults.tsx'

interface PartProps {
  readonly state: Application
  readonly names: Names
}

const conditions = [
  'sound-and-capable',
  'no-major-violation',
  'on-no-list',
  'security-organized',
  'protection-and-cryptography',
  'mature-management',
] as const satisfies readonly Application['evidence'][number]['condition'][]

const Plan = ({ state: { plan }, names }: PartProps) => {
  const { words } = useSpeech()
  return (
    <Section title={words.application.plan}>
      <FactPanel facts={{ ...plan }} names={names} only={['scope', 'from', 'until', 'returnMethod', 'securityMeasures', 'assetDisposal']} />
    </Section>
  )
}

const Conditions = ({ state: { evidence } }: PartProps) => {
  const { words, code, field } = useSpeech()
  const { today } = useSession()
  return (
    <Section title={words.application.conditions}>
      <ol className="conditions">
        {conditions.map((condition) => {
          const shown = evidence.filter((one) => one.condition === condition)
          return (
            <li key={condition}>
              <strong>{code(condition)}</strong>
              {shown.length === 0 ? (
                <p>
                  <Tag color="error">{words.application.noEvidence}</Tag>
                </p>
              ) : null}
              {shown.map((one) => (
                <details key={`${one.kind}${one.number}`}>
                  <summary>
                    {one.kind} {one.number} · {one.issuer} · {field('validTo')} <Day day={one.validTo} />{' '}
                    {one.validTo < today ? <Tag color="error">{words.application.expired}</Tag> : null}
                  </summary>
                  <div className="prose">{one.document}</div>
                  {one.attachments && one.attachments.length > 0 ? <AttachedLinks files={one.attachments} /> : null}
                  <p className="screen-only">
                    <a href={`#${placeOf(one.sha256)}`}>{words.application.checkEvidence}</a>
                  </p>
                </details>
              ))}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** Absent for whoever is judged: who judges is not shown to them. */
const Panel = ({ state: { panel, draws, panelCall }, names }: PartProps) => {
  const { words } = useSpeech()
  if (panel === undefined) return null
  const settled = draws.map(({ pool: _, calledAt: __, ...draw }) => draw)
  return (
    <Section title={words.application.panel}>
      {panel.length === 0 && panelCall === undefined ? <Nothing>{words.application.noPanel}</Nothing> : null}
      {panelCall ? <Tag color="processing">{words.application.drawAwaited}</Tag> : null}
      {panel.length > 0 ? <FactPanel facts={{ panel: panel.map(({ person: _, ...seat }) => seat), draws: settled }} names={names} /> : null}
    </Section>
  )
}

const Opinions = ({
  state: { reviewBodies, opinions, expertOpinions, listChecks, listFaults },
  names,
  view,
}: PartProps & { readonly view: CaseView }) => {
  const { words, code, count } = useSpeech()
  const experts = view.history
    .filter(({ type }) => type === 'ExpertOpinionGiven')
    .toSorted((one, other) => one.version - other.version)
    .slice(-expertOpinions.length)
  return (
    <Section title={words.application.opinions}>
      <SideBySide
        opinions={[
          ...reviewBodies.map((body) => {
            const given = opinions.find((one) => one.body === body)
            return {
              key: body,
              who: <Organization uscc={body} name={names[body]} />,
              ...(given && {
                conclusion: { says: code(given.conclusion), tone: given.conclusion === 'agree' ? ('good' as const) : ('bad' as const) },
                reason: given.reason,
                entry: entryOf(view, 'JointOpinionGiven', (payload) => payload.body === body),
              }),
              instead: words.application.noOpinion,
            }
          }),
          ...expertOpinions.map(({ sheet, score, opinion }, index) => ({
            key: `expert ${index}`,
            who: `${words.roles.expert} ${index + 1}`,
            conclusion: { says: `${words.casePage.score} ${count(score)}`, tone: 'neutral' as const },
            reason: (
              <>
                <p className="quiet">{sheet.map((mark) => `${code(mark.item)} ${mark.score}`).join(' · ')}</p>
                {opinion}
              </>
            ),
            entry: experts[index],
          })),
        ]}
      />
      {listChecks.length > 0 || listFaults.length > 0 ? <FactPanel facts={{ listChecks, listFaults }} names={names} /> : null}
    </Section>
  )
}

const Notice = ({ state: { notice, objections }, names }: PartProps) => {
  const { words } = useSpeech()
  return (
    <Section title={words.application.notice}>
      {notice ? <FactPanel facts={{ ...notice, objections }} names={names} /> : <Nothing>{words.application.noNotice}</Nothing>}
    </Section>
  )
}

const ApplicationFace = ({ view }: { readonly view: CaseView }) => {
  const part = { state: stateOf<Application>(view), names: view.nameByOrganization }
  return (
    <>
      <Plan {...part} />
      <Conditions {...part} />
      <Panel {...part} />
      <Opinions {...part} view={view} />
      <Notice {...part} />
      {part.state.renews === '' ? null : <YearlyResults id={view.id} />}
    </>
  )
}

export default ApplicationFace
