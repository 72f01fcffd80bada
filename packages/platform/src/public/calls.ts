/** Article 9: the calls for operators, their window and their conditions. */
import { calls, regionOf } from '@yunhe/law'
import { authModes } from '@yunhe/law/identifiers/kinds'
import { regionNameOf } from '@yunhe/law/identifiers/region'
import { publicCase, publicCases } from '../views/public.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage, type Language } from './words.ts'

/** Article 4: a call is the city's or a district's. */
const regionIn = (language: Language, state: unknown): string => inLanguage(language, regionNameOf(regionOf(state)) ?? { zh: '', en: '' })

export const callTable = async (parts: PublicParts, { language, words }: Reader): Promise<Html> => {
  const found = await publicCases(parts, calls)
  const rows = found.map(({ id, state }) => [
    html`<a href="/calls/${id}">${state.title}</a>`,
    regionIn(language, state),
    `${state.openFrom} — ${state.openTo}`,
    inLanguage(language, calls.stages[state.stage] ?? { zh: '', en: '' }),
  ])
  return table([words.title, words.region, words.window, words.state], rows, words.noCalls)
}

export const callsPage: PublicPage = async (parts, reader) => ({ title: reader.words.calls, body: await callTable(parts, reader) })

export const callPage: PublicPage = async (parts, { language, words }, request) => {
  const found = await publicCase(parts, calls, paramOf(request, 'id'))
  if (found === undefined) return undefined
  const { title, summary, openFrom, openTo, mode, scenarios, conditions, stage } = found.state
  return {
    title,
    body: facts([
      [words.state, inLanguage(language, calls.stages[stage] ?? { zh: '', en: '' })],
      [words.region, regionIn(language, found.state)],
      [words.window, `${openFrom} — ${openTo} ${words.untilEndOf}`],
      [words.mode, inLanguage(language, authModes[mode])],
      [words.summary, summary],
      [words.scenarios, html`<ul>${scenarios.map(({ name, description }) => html`<li><strong>${name}</strong> ${description}</li>`)}</ul>`],
      [words.conditions, conditions],
    ]),
  }
}
