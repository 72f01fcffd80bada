/** The help on a kind of case: what it is for, where this one stands, what each act asks, its clocks, and the articles behind it; all from the values that run. */
import { useQuery } from '@tanstack/react-query'
import type { ActHelp, CaseView, KindHelp } from '@yunhe/platform/contract'
import { useSession } from '../../app/session.tsx'
import { answerTo, proceduresQuery } from '../../ask/queries.ts'
import { Citation } from '../../parts/Citation.tsx'
import { Due } from '../../parts/Day.tsx'
import { useOpenForm } from '../../parts/openForm.ts'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { Behind } from './Behind.tsx'
import { guideWords } from './words.ts'

const Conditions = ({ title, of }: { readonly title: string; readonly of: ActHelp['closedWhere'] }) => {
  const { say } = useSpeech()
  if (of.length === 0) return null
  return (
    <>
      <p className="guide-of">{title}</p>
      <ul>
        {of.map(({ rule, words }) => (
          <li key={rule + words.zh}>
            {say(words)} <Citation rule={rule} />
          </li>
        ))}
      </ul>
    </>
  )
}

const Act = ({ act, isOpen = false }: { readonly act: ActHelp; readonly isOpen?: boolean }) => {
  const { words, say, role } = useSpeech()
  const who = act.roles.length === 0 ? words.actList.everybody : act.roles.map(role).join(words.app.comma)
  return (
    <details open={isOpen}>
      <summary>{say(act.title)}</summary>
      <p>{words.guide.who(who)}</p>
      <Conditions title={words.guide.closedWhere} of={act.closedWhere} />
      <Conditions title={words.guide.refusedWhere} of={act.refusedWhere} />
    </details>
  )
}

const Acts = ({ title, acts, isOpen }: { readonly title: string; readonly acts: readonly ActHelp[]; readonly isOpen?: boolean }) =>
  acts.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      {acts.map((act) => (
        <Act key={act.name} act={act} isOpen={isOpen ?? false} />
      ))}
    </section>
  )

/** Whose turn it is, and until when. */
const Turns = ({ view }: { readonly view: CaseView }) => {
  const { words, role } = useSpeech()
  const { today } = useSession()
  if (view.turns.length === 0) return <p>{words.case.waitingNobody}</p>
  return (
    <ul>
      {view.turns.map((turn) => (
        <li key={`${turn.role}${turn.organization}`}>
          {words.case.waiting} {view.nameByOrganization[turn.organization ?? ''] ?? role(turn.role)}{' '}
          {turn.due === undefined ? null : <Due day={turn.due} today={today} />}
        </li>
      ))}
    </ul>
  )
}

const Stages = ({ stages, view }: { readonly stages: KindHelp['stages']; readonly view: CaseView | undefined }) => {
  const { words, say } = useSpeech()
  return (
    <section>
      <h3>{words.guide.stages}</h3>
      {view === undefined ? null : (
        <>
          <p>{words.guide.stage(say(view.stageWords))}</p>
          <Turns view={view} />
        </>
      )}
      <ol className="guide-stages">
        {stages
          .filter(({ stage }) => stage !== 'none')
          .map(({ stage, words: name }) => (
            <li key={stage} {...(stage === view?.stage ? { 'aria-current': 'step' as const } : {})}>
              {say(name)}
            </li>
          ))}
      </ol>
    </section>
  )
}

const Clocks = ({ clocks }: Pick<KindHelp, 'clocks'>) => {
  const { words, say } = useSpeech()
  if (clocks.length === 0) return null
  return (
    <section>
      <h3>{words.guide.clocks}</h3>
      <ul>
        {clocks.map(({ name, words: title, rule, ends }) => (
          <li key={name}>
            {words.guide.clock(say(title), say(ends))} <Citation rule={rule} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface KindProps {
  readonly plural: string
  readonly id: string | undefined
}

const Kind = ({ help, view }: { readonly help: KindHelp; readonly view: CaseView | undefined }) => {
  const { words } = useSpeech()
  const form = useOpenForm()
  const filling = help.acts.filter(({ name }) => name === form)
  const openNow = new Set(view?.acts.filter(({ open }) => open).map(({ name }) => name))
  const now = help.acts.filter(({ name }) => name !== form && openNow.has(name))
  const others = help.acts.filter(({ name }) => name !== form && !openNow.has(name))
  const cited = (filling.length > 0 ? filling : help.acts).flatMap(({ rules }) => rules)
  return (
    <>
      <Acts title={words.guide.filling} acts={filling} isOpen />
      <Stages stages={help.stages} view={view} />
      <Acts title={words.guide.openNow} acts={now} />
      <Acts title={words.guide.acts} acts={others} />
      <Clocks clocks={help.clocks} />
      <Behind rules={[...cited, ...help.clocks.map(({ rule }) => rule)]} />
    </>
  )
}

/** What a kind is for, before anything else is said of the screen. */
export const KindIntroduced = ({ plural }: { readonly plural: string }) => {
  const { language, say } = useSpeech()
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const kind = procedures.find((one) => one.plural === plural)
  const text = guideWords[language].kinds[plural]
  if (kind === undefined || text === undefined) return null
  return (
    <section>
      <h3>{say(kind.title)}</h3>
      <p>{text.what}</p>
      <p>{text.next}</p>
    </section>
  )
}

export const KindGuide = ({ plural, id }: KindProps) => {
  const query = useQuery({ ...answerTo('kindHelp', { params: { plural } }), staleTime: Number.POSITIVE_INFINITY })
  const { data: view } = useQuery({ ...answerTo('case', { params: { plural, id: id ?? '' } }), enabled: id !== undefined })
  return <Answer query={query}>{(help) => <Kind help={help} view={view} />}</Answer>
}
