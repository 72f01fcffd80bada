/** A data request: its one list, the three conclusions of each body side by side, the decision and the measured risk (article 12). */
import { Link } from '@tanstack/react-router'
import type { DataRequest } from '@yunhe/law/conduct/data-request'
import type { CaseView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { CaseLink } from '../../parts/CaseLink.tsx'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { entryOf, Opinions } from '../../parts/Opinions.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import type { Names } from '../../parts/Value.tsx'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'
import { Definitions, RiskFigures } from '../zone/RiskFigures.tsx'
import { Examine } from './Examine.tsx'
import { MaskingPlan } from './MaskingPlan.tsx'

const criteria = ['reasonable', 'compliant', 'secure'] as const
type Item = {
  readonly item: string
  readonly fields: readonly {
    readonly name: string
    readonly disclosure: string
    readonly mask?: { readonly kind: string } | undefined
    readonly reason?: string
  }[]
  readonly rows: readonly object[]
  readonly reason?: string
}

export const ItemTable = ({ items, names }: { readonly items: readonly Item[]; readonly names: Names }) => {
  const { code, field } = useSpeech()
  const hasReasons = items.some(({ fields }) => fields.some(({ reason }) => reason))
  return items.map(({ item, fields, rows, reason }) => (
    <div key={item} className="item">
      <h3>
        <CaseLink plural="catalog-items" id={item} />
      </h3>
      {reason ? <p className="prose">{reason}</p> : null}
      <Scroll name={item}>
        <table className="data cards">
          <caption className="unseen">{item}</caption>
          <thead>
            <tr>
              <th scope="col">{field('column')}</th>
              <th scope="col">{field('disclosure')}</th>
              <th scope="col">{field('mask')}</th>
              {hasReasons ? <th scope="col">{field('necessity')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {fields.map((one) => (
              <tr key={one.name}>
                <td className="code" data-label={field('column')}>
                  {one.name}
                </td>
                <td data-label={field('disclosure')}>{code(one.disclosure)}</td>
                <td data-label={field('mask')}>{one.mask ? code(one.mask.kind) : ''}</td>
                {hasReasons ? <td data-label={field('necessity')}>{one.reason}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.length > 0 ? <FactPanel facts={{ period: rows }} names={names} /> : null}
    </div>
  ))
}

const Criteria = ({ view, state: { required, opinions } }: { readonly view: CaseView; readonly state: DataRequest }) => {
  const { words, field, code } = useSpeech()
  const names = view.nameByOrganization
  return (
    <Section title={words.request.criteria}>
      <Opinions
        opinions={required.map(({ body, as }) => {
          const given = opinions.find((one) => one.body === body)
          const isAll = given !== undefined && criteria.every((criterion) => given[criterion].pass)
          return {
            key: `${body}${as}`,
            who: <Organization uscc={body} name={names[body]} />,
            as: code(as),
            instead: words.application.noOpinion,
            ...(given && {
              conclusion: {
                says: isAll ? words.workbench.passed : words.workbench.failed,
                tone: isAll ? ('good' as const) : ('bad' as const),
              },
              reason: (
                <ul className="plain">
                  {criteria.map((criterion) => (
                    <li key={criterion}>
                      <strong>{field(criterion)}</strong>{' '}
                      <Tag color={given[criterion].pass ? 'success' : 'error'}>
                        {given[criterion].pass ? words.workbench.passed : words.workbench.failed}
                      </Tag>{' '}
                      {given[criterion].reason}
                    </li>
                  ))}
                </ul>
              ),
              entry: entryOf(view, 'RequestOpinionGiven', (payload) => payload.body === body),
            }),
          }
        })}
      />
    </Section>
  )
}

const DataRequestFace = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  const state = stateOf<DataRequest>(view)
  const names = view.nameByOrganization
  const entering = view.acts.find(({ act }) => act === 'enter')
  return (
    <>
      <Section title={words.request.items}>
        <ItemTable items={state.items} names={names} />
      </Section>
      {view.acts.some(({ act, open }) => act === 'plan' && open) ? <MaskingPlan request={view.id} items={state.items} /> : null}
      <Criteria view={view} state={state} />
      {state.decision ? (
        <Section title={words.request.decided}>
          <FactPanel facts={{ ...state.decision }} names={names} without={['items']} />
          <ItemTable items={state.decision.items} names={names} />
        </Section>
      ) : null}
      <Section title={words.request.risk}>
        <p className="quiet">{state.provision ? words.request.riskLead : words.request.noRisk}</p>
        {state.provision ? <FactPanel facts={{ ...state.provision }} names={names} without={['risk']} /> : null}
        {(state.provision?.risk ?? []).map(({ table, ...measured }) => (
          <RiskFigures key={table} table={table} measured={measured} allowed={state.decision ?? {}} />
        ))}
        {state.provision?.risk ? <Definitions /> : null}
        {entering?.open ? (
          <p>
            <Link className="button-link" to="/workbench/$id" params={{ id: view.id }}>
              {words.request.enter}
            </Link>
          </p>
        ) : null}
      </Section>
      <Examine view={view} state={state} />
    </>
  )
}

export default DataRequestFace
