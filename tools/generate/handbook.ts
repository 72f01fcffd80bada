/** docs/handbook: a chapter for each role in both languages, from the tasks that are played in the browser, the tours, and the law. */
import { articleOf, rulesOf } from '@yunhe/law'
import { actsAs } from '@yunhe/law/kernel/actor'
import { isOfDistricts } from '@yunhe/law/kernel/place'
import { isToolOf, toolByPath } from '../../packages/console/src/app/navigation.ts'
import { tours as toursEn } from '../../packages/console/src/words/en/guide/tours.ts'
import { type Language, languages } from '../../packages/console/src/words/language.ts'
import { tours as toursZh } from '../../packages/console/src/words/zh-CN/guide/tours.ts'
import { inTongue, kind, role as roleWord, wordsOf } from '../../packages/console/tests/tasks/said.ts'
import { tasks } from '../../packages/console/tests/tasks/table.ts'
import { demoAccounts } from '../../packages/platform/src/demo.ts'
import { code, type Document, list, page, table } from './document.ts'
import { toldTask } from './handbook/telling.ts'
import { handbookWords, type Reader, readers } from './handbook/words.ts'
import { type AnyAct, type AnyProcedure, cases, rolesOfAct } from './law.ts'

const tours = { 'zh-CN': toursZh, en: toursEn }
const tongue = (language: Language) => ({ language, given: {} })
const nameOf = (role: Reader, language: Language): string => roleWord(role)(tongue(language))
const tasksOf = (role: Reader) => tasks.filter((task) => task.role === role)

export const handbook = (): readonly Document[] =>
  languages.flatMap((language) => [index(language), ...readers.map((role) => chapter(role, language))])

const index = (language: Language): Document => {
  const words = handbookWords[language]
  return page(
    `docs/handbook/${language}/README.md`,
    words.title,
    words.otherLanguage,
    words.lead,
    `## ${words.index}`,
    table(
      [words.chapter, words.tasks],
      readers.map((role) => [
        `[${nameOf(role, language)}](${role}.md)`,
        tasksOf(role)
          .map(({ title }) => inTongue({ language }, title))
          .join('<br>'),
      ]),
    ),
  )
}

const chapter = (role: Reader, language: Language): Document => {
  const words = handbookWords[language]
  const { does, minds } = words.about[role]
  const other = language === 'en' ? 'zh-CN' : 'en'
  return page(
    `docs/handbook/${language}/${role}.md`,
    nameOf(role, language),
    `[${words.title}](README.md) · [${wordsOf({ language }).app.languageNames[other]}](../${other}/${role}.md)`,
    does,
    `## ${words.begin}`,
    beginning(role, language),
    doors(role, language),
    `## ${words.minds}`,
    list(minds),
    ...(tasksOf(role).length === 0 ? [] : [`## ${words.work}`, ...tasksOf(role).map((task) => toldTask(task, language))]),
    `## ${words.acts}`,
    words.actsLead,
    actTable(role, language),
  )
}

const beginning = (role: Reader, language: Language): string => {
  const words = handbookWords[language]
  const logins = demoAccounts.filter(({ roles }) => roles.includes(role)).map(({ login }) => code(login))
  return logins.length === 0 ? words.beginPublic : words.signIn(logins.join(language === 'en' ? ', ' : '、'))
}

/** What the first steps on the screen say of the doors of a home. */
const doors = (role: Reader, language: Language): string => {
  if (role === 'public') return ''
  const { nav, opening } = wordsOf({ language })
  const nameOfDoor = (door: string): string => {
    const tool = toolByPath[door]
    if (tool !== undefined && isToolOf([role], tool)) return nav[tool]
    const [, , plural = '', isNew] = door.split('/')
    const name = kind(plural)(tongue(language))
    return isNew === undefined ? name : opening.title(name)
  }
  const told: Readonly<Record<string, string>> = tours[language].doors[role]
  return list(Object.entries(told).map(([door, text]) => `**${nameOfDoor(door)}** ${text}`))
}

/** A district is the data authority in its region, in what districts have. */
const mayDo = (role: Reader, { name }: AnyProcedure, act: AnyAct): boolean =>
  rolesOfAct(act).some((allowed) => actsAs({ roles: [role] }, allowed)) && (role !== 'district-authority' || isOfDistricts(name))

/** What everybody does with the own account is told once, at the screens. */
const isOwnAccount = ({ name }: AnyAct): boolean =>
  ['account.change-password', 'account.enrol-second-factor', 'account.export-list'].includes(name)

const actTable = (role: Reader, language: Language): string => {
  const words = handbookWords[language]
  return table(
    [words.act, words.kind, words.articles],
    cases.flatMap((procedure) =>
      procedure.acts
        .filter((act) => mayDo(role, procedure, act) && !isOwnAccount(act))
        .map((act) => [inTongue({ language }, act.title), inTongue({ language }, procedure.title), articlesOf(act, language)]),
    ),
  )
}

const articlesOf = (act: AnyAct, language: Language): string => {
  const numbers = [...new Set(rulesOf(act).map(articleOf))].filter((number) => number !== undefined).toSorted((one, other) => one - other)
  return numbers
    .map((number) => `[${handbookWords[language].article(number)}](../../regulation.md#article-${number})`)
    .join(language === 'en' ? ', ' : '、')
}
