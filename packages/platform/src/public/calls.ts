/** Article 9: the calls for operators, their window and their conditions. */
import { type Call, calls, dayOf, regionOf } from '@yunhe/law'
import { authModes, authorizedDomains } from '@yunhe/law/identifiers/kinds'
import { regionNameOf } from '@yunhe/law/identifiers/region'
import { namesOf } from '../views/names.ts'
import { type PublicCase, publicCase, publicList, type Wanted } from '../views/public.ts'
import { feedLink } from './alternates.ts'
import { choiceAsked, pageAsked } from './asked.ts'
import { type Html, html } from './html.ts'
import { choicesFrom, countLine, narrowForm, pager, pageSize } from './listing.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage, type Language } from './words.ts'

/** Article 4: a call is the city's or a district's. */
const regionIn = (language: Language, state: unknown): string => inLanguage(language, regionNameOf(regionOf(state)) ?? { zh: '', en: '' })

const stageIn = ({ language }: Reader, stage: string): string => inLanguage(language, calls.stages[stage] ?? { zh: '', en: '' })

export const callTable = (reader: Reader, rows: readonly PublicCase<Call>[]): Html => {
  const { words, language } = reader
  return table(
    [words.title, words.region, words.window, words.state],
    rows.map(({ id, state }) => [
      html`<a href="/calls/${id}">${state.title}</a>`,
      regionIn(language, state),
      `${state.openFrom} — ${state.openTo}`,
      stageIn(reader, state.stage),
    ]),
    words.noCalls,
  )
}

const shownStages = Object.keys(calls.stages).filter((stage) => !['none', 'draft'].includes(stage))

export const callsPage: PublicPage = async (parts, reader) => {
  const { words, asked } = reader
  const page = pageAsked(asked)
  const stage = choiceAsked(asked, 'stage', shownStages)
  const wanted: readonly Wanted[] = [{ words: asked.q ?? '' }, ...(stage === undefined ? [] : [{ stages: [stage] }])]
  const { rows, total } = await publicList(parts, calls, { page, pageSize }, wanted)
  const choices = [{ name: 'stage', label: words.state, options: choicesFrom(calls.stages, reader, shownStages) }]
  return {
    title: words.calls,
    body: html`${narrowForm(reader, { path: '/calls', asked, choices })}${countLine(reader, total)}${callTable(reader, rows)}
${pager(reader, { path: '/calls', asked, names: ['q', 'stage'], page, total })}`,
    alternates: [feedLink(reader, 'calls')],
  }
}

/** Before the first day, on a day of it, or after the last: said in words, since a state does not tell. */
const windowNow = (parts: PublicParts, { words }: Reader, { stage, openFrom, openTo }: Call): string => {
  const today = dayOf(parts.clock())
  if (stage !== 'published') return ''
  if (today < openFrom) return words.windowAhead
  return today <= openTo ? words.windowOpen : words.windowOver
}

export const callPage: PublicPage = async (parts, reader, request) => {
  const { language, words } = reader
  const found = await publicCase(parts, calls, paramOf(request, 'id'))
  if (found === undefined) return undefined
  const { title, summary, openFrom, openTo, mode, domains, scenarios, conditions, stage, authority, noticeWorkdays, justification } =
    found.state
  const names = await namesOf(parts.db, [authority])
  return {
    title,
    body: html`${facts([
      [words.state, stageIn(reader, stage)],
      [words.publisher, names[authority] ?? ''],
      [words.region, regionIn(language, found.state)],
      [words.window, html`${openFrom} — ${openTo} ${words.untilEndOf} <strong>${windowNow(parts, reader, found.state)}</strong>`],
      [words.mode, inLanguage(language, authModes[mode])],
      [words.domains, domains.map((one) => inLanguage(language, authorizedDomains[one])).join(words.comma)],
      [words.summary, summary],
      [words.justification, justification],
      [words.noticeLength, words.workdays(noticeWorkdays)],
    ])}
<h2>${words.scenarios}</h2>${table(
      [words.title, words.summary, words.dataNeeded],
      scenarios.map(({ name, description, data }) => [name, description, data.join(words.comma)]),
      words.noScenarios,
    )}
<h2>${words.conditions}</h2><p class="text">${conditions}</p>
<p><a href="/console/">${words.howToApply}</a></p>`,
  }
}
