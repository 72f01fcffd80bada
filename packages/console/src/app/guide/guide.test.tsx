import { articles, cases } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { homes } from '../../pages/home/homes.ts'
import { tours as toursInEnglish } from '../../words/en/guide/tours.ts'
import { languages } from '../../words/language.ts'
import { tours } from '../../words/zh-CN/guide/tours.ts'
import { isToolOf, toolByPath } from '../navigation.ts'
import { router } from '../router.tsx'
import { byArticle } from './byArticle.ts'
import { rulesByScreen } from './places.ts'
import { doorsOfTour, stepsOf } from './tours.ts'
import { guideWords } from './words.ts'

const screens = Object.keys(router.routesByPath).filter((path) => path !== '/sign-in' && path !== '/display')
const isSaid = (text: string | undefined) => text !== undefined && text.trim() !== ''

describe.each(languages)('the help in %s', (language) => {
  const { screens: helps, kinds } = guideWords[language]

  it('is there for every screen behind the door, whole', () => {
    expect(Object.keys(helps).toSorted()).toEqual(screens.toSorted())
    for (const { what, can, next } of Object.values(helps)) {
      expect([what, next, ...can].every(isSaid)).toBe(true)
      expect(can.length).toBeGreaterThan(0)
    }
  })

  it('is there for every kind of case, and for nothing else', () => {
    expect(Object.keys(kinds).toSorted()).toEqual(cases.map(({ plural }) => plural).toSorted())
    expect(Object.values(kinds).filter(({ what, next }) => !isSaid(what) || !isSaid(next))).toEqual([])
  })
})

it('every screen names articles, or goes by those of its kind', () => {
  const silent = Object.entries(rulesByScreen).filter(([, rules]) => rules.length === 0)
  expect(silent.map(([screen]) => screen)).toEqual(screens.filter((screen) => screen.startsWith('/cases/')))
})

it('every form of every act stands under an article', () => {
  const rules = cases.flatMap(({ acts }) =>
    acts.map(({ name, when, provided }) => ({ name, cited: byArticle([...when, ...provided].map(({ id }) => id)) })),
  )
  expect(rules.filter(({ cited }) => cited.length === 0).map(({ name }) => name)).toEqual([])
})

it('the article cited most stands first, that of the regions last, each rule once', () => {
  expect(byArticle(['A4', 'A4', 'A4', 'W9-2', 'W9-1', 'W9-1', 'A7'])).toEqual([
    { article: 9, rules: ['W9-1', 'W9-2'] },
    { article: 7, rules: ['A7'] },
    { article: 4, rules: ['A4'] },
  ])
  expect(articles[9].number).toBe(9)
})

describe('the tour', () => {
  it.each(Object.entries(homes))('of %s has four to seven steps, and its doors stand on the home', (role, doors) => {
    const led = doorsOfTour[role as keyof typeof doorsOfTour] as readonly string[]
    expect(led.filter((door) => !(doors as readonly string[]).includes(door))).toEqual([])
    expect(led.filter((door) => toolByPath[door] !== undefined && !isToolOf([role], toolByPath[door]))).toEqual([])
    for (const words of [tours, toursInEnglish]) {
      const steps = stepsOf(role as keyof typeof doorsOfTour, words)
      expect(steps.length).toBeGreaterThan(3)
      expect(steps.length).toBeLessThan(8)
      expect(steps.filter(({ text }) => !isSaid(text))).toEqual([])
    }
  })
})
