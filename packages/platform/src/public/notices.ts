/** What stands in public notice, of every kind: who is to operate, what is to be registered, what is to change in the register. */
import { applications, type Happening, type Procedure, products, registrations, resourceRegistrations } from '@yunhe/law'
import { namesOf } from '../views/names.ts'
import { publicList, scenarioNames, type Wanted } from '../views/public.ts'
import { feedLink } from './alternates.ts'
import { choiceAsked, pageAsked } from './asked.ts'
import { type Html, html } from './html.ts'
import { countLine, narrowForm, pager, pageSize } from './listing.ts'
import { type Reader, table } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { inLanguage } from './words.ts'

export interface NoticeLine {
  readonly kind: NoticeKind
  readonly href: string
  readonly title: string
  /** Whom it concerns. */
  readonly body: string
  readonly from: string
  readonly until: string
  readonly state: string
  readonly openedAt: string
  readonly updatedAt: string
}

export const noticeKinds = ['operator', 'registration', 'matter', 'resource'] as const
export type NoticeKind = (typeof noticeKinds)[number]

interface Found {
  readonly lines: readonly NoticeLine[]
  readonly total: number
}

interface Search {
  readonly parts: PublicParts
  readonly reader: Reader
  /** The newest so many. */
  readonly limit: number
  readonly wanted: readonly Wanted[]
}

/** How a notice of one kind is told out of its case. */
interface Telling<State> {
  readonly place: string
  readonly bodyOf: (state: State) => string
  readonly titleOf: (state: State, scenarioNamed: (id: string) => string, reader: Reader) => string
  readonly noticeOf: (state: State) => { readonly from: string; readonly until: string } | undefined
  readonly scenariosOf?: (state: State) => readonly string[]
  readonly always?: readonly Wanted[]
}

const finder =
  <State extends { readonly stage: string }, Facts, Event extends Happening>(
    kind: NoticeKind,
    procedure: Procedure<State, Facts, Event>,
    { place, bodyOf, titleOf, noticeOf, scenariosOf = () => [], always = [] }: Telling<State>,
  ) =>
  async ({ parts, reader, limit, wanted }: Search): Promise<Found> => {
    const { rows, total } = await publicList(parts, procedure, { page: 1, pageSize: limit }, [...wanted, ...always])
    const [names, scenarios] = [
      await namesOf(
        parts.db,
        rows.map(({ state }) => bodyOf(state)),
      ),
      await scenarioNames(
        parts.db,
        rows.flatMap(({ state }) => scenariosOf(state)),
      ),
    ]
    const lines = rows.map(({ id, state, ...moments }) => ({
      kind,
      href: `${place}/${id}`,
      title: titleOf(state, (one) => scenarios[one] ?? one, reader),
      body: names[bodyOf(state)] ?? bodyOf(state),
      from: noticeOf(state)?.from ?? '',
      until: noticeOf(state)?.until ?? '',
      state: inLanguage(reader.language, procedure.stages[state.stage] ?? { zh: '', en: '' }),
      ...moments,
    }))
    return { lines, total }
  }

/** Once noticed, the choice of an operator and a registered resource stay to be looked at; a product is then found in its catalog. */
const finders: Readonly<Record<NoticeKind, (search: Search) => Promise<Found>>> = {
  operator: finder('operator', applications, {
    place: '/notices',
    bodyOf: ({ applicant }) => applicant,
    titleOf: ({ scenarios }, scenarioNamed, { words }) => scenarios.map(scenarioNamed).join(words.comma) || words.wholeScope,
    noticeOf: ({ notice }) => notice,
    scenariosOf: ({ scenarios }) => scenarios,
  }),
  registration: finder('registration', products, {
    place: '/products',
    bodyOf: ({ operator }) => operator,
    titleOf: ({ content }) => content.name,
    noticeOf: ({ notice }) => notice,
    always: [{ stages: ['in-notice'] }],
  }),
  matter: finder('matter', registrations, {
    place: '/matters',
    bodyOf: ({ operator }) => operator,
    titleOf: ({ productName }) => productName,
    noticeOf: ({ notice }) => notice,
  }),
  resource: finder('resource', resourceRegistrations, {
    place: '/resources',
    bodyOf: ({ provider }) => provider,
    titleOf: ({ name }) => name,
    noticeOf: ({ notice }) => notice,
  }),
}

const standings = ['open', 'over'] as const
const stagesOver = ['noticed', 'confirmed', 'registered']

interface Asking {
  readonly kind?: NoticeKind | undefined
  readonly words?: string
  readonly standing?: (typeof standings)[number] | undefined
  readonly limit: number
}

/** Those of all kinds, or of one, that moved last. */
export const newestNotices = async (parts: PublicParts, reader: Reader, { kind, words = '', standing, limit }: Asking): Promise<Found> => {
  const wanted: readonly Wanted[] = [
    { words },
    ...(standing === undefined ? [] : [{ stages: standing === 'open' ? ['in-notice'] : stagesOver }]),
  ]
  const found = await Promise.all((kind === undefined ? noticeKinds : [kind]).map((one) => finders[one]({ parts, reader, limit, wanted })))
  const lines = found.flatMap(({ lines: some }) => some).toSorted((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))
  return { lines: lines.slice(0, limit), total: found.reduce((sum, { total }) => sum + total, 0) }
}

export const noticeTable = ({ words }: Reader, lines: readonly NoticeLine[]): Html =>
  table(
    [words.noticeKind, words.title, words.concerned, words.noticePeriod, words.state],
    lines.map(({ kind, href, title, body, from, until, state }) => [
      words.noticeKinds[kind],
      html`<a href="${href}">${title}</a>`,
      body,
      from === '' ? '' : `${from} — ${until}`,
      state,
    ]),
    words.noNotices,
  )

export const noticesPage: PublicPage = async (parts, reader) => {
  const { words, asked } = reader
  const page = pageAsked(asked)
  const kind = choiceAsked(asked, 'kind', noticeKinds)
  const standing = choiceAsked(asked, 'standing', standings)
  const { lines, total } = await newestNotices(parts, reader, { kind, standing, words: asked.q ?? '', limit: page * pageSize })
  const choices = [
    { name: 'kind', label: words.noticeKind, options: noticeKinds.map((value) => ({ value, text: words.noticeKinds[value] })) },
    { name: 'standing', label: words.state, options: standings.map((value) => ({ value, text: words.noticeStandings[value] })) },
  ]
  return {
    title: words.notices,
    body: html`<p class="lead">${words.noticesLead}</p>
<p><a href="/objections">${words.objectionLookUp}</a></p>${narrowForm(reader, { path: '/notices', asked, choices })}${countLine(reader, total)}
${noticeTable(reader, lines.slice((page - 1) * pageSize))}
${pager(reader, { path: '/notices', asked, names: ['q', 'kind', 'standing'], page, total })}`,
    alternates: [feedLink(reader, 'notices')],
  }
}
