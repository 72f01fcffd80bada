import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { articleNumbers, articleOf, articles, chapters, gistOf, hardRuleIds, hardRules, isRuleId, type Words } from './articles.ts'

const shared = (file: string): string => new URL(`../../../../shared/${file}`, import.meta.url).pathname
const without = (file: string): string | false => !existsSync(shared(file)) && `${file} is not beside the project`

const words: readonly Words[] = [
  ...Object.values(chapters),
  ...Object.values(articles).flatMap(({ name, gist, upheldBy }) => [name, gist, ...upheldBy.map((one) => one.words)]),
  ...Object.values(hardRules).map(({ gist }) => gist),
]

describe('the articles', () => {
  it('are 33, each once and in order, each upheld by somebody', () => {
    expect(articleNumbers).toEqual(Array.from({ length: 33 }, (_, at) => at + 1))
    expect(Object.values(articles).filter(({ upheldBy }) => upheldBy.length === 0)).toEqual([])
  })

  it('stand in the chapters of the measures', () => {
    const numbersOf = (chapter: string) =>
      Object.values(articles)
        .filter((article) => article.chapter === chapter)
        .map(({ number }) => number)
    const spans = Object.keys(chapters).map((chapter) => [chapter, numbersOf(chapter).at(0), numbersOf(chapter).at(-1)])
    expect(spans).toEqual([
      ['general', 1, 4],
      ['duties', 5, 6],
      ['admission', 7, 10],
      ['conduct', 11, 19],
      ['circulation', 20, 23],
      ['supervision', 24, 31],
      ['supplementary', 32, 33],
    ])
  })

  it('an article that has hard rules says that a rule upholds it', () => {
    const silent = Object.values(articles).filter(({ rules, upheldBy }) => rules.length > 0 && !upheldBy.some(({ how }) => how === 'rule'))
    expect(silent).toEqual([])
  })

  it('and rules speak Chinese in Chinese and English in English, and never at length', () => {
    const odd = words.filter(
      ({ zh, en }) => !/[\u4e00-\u9fff]/.test(zh) || /[\u4e00-\u9fff]/.test(en) || zh.length > 120 || en.length > 260 || /[,;:]/.test(zh),
    )
    expect(odd).toEqual([])
  })
})

describe('the hard rules', () => {
  it('are numbered from one within their article, without a gap', () => {
    const ids = Object.values(articles).flatMap(({ number, rules }) => rules.map((_, at) => `W${number}-${at + 1}`))
    expect(hardRuleIds).toEqual(ids)
  })

  it('and articles are found by id, and nothing else is a rule', () => {
    expect([articleOf('W10-3'), articleOf('A10'), articleOf('A33')]).toEqual([10, 10, 33])
    expect(gistOf('W10-3')).toBe(hardRules['W10-3'].gist)
    expect(gistOf('A10')).toBe(articles[10].gist)
    expect(['W10-3', 'A1', 'A33'].every(isRuleId)).toBe(true)
    expect(['W10-8', 'W1-1', 'A0', 'A01', 'A34', 'constructor', 'AtoString', ''].some(isRuleId)).toBe(false)
  })

  it.skipIf(without('regulation.md'))('are exactly those that the regulation numbers', () => {
    const named = readFileSync(shared('regulation.md'), 'utf8').match(/\*\*W\d+-\d+\*\*/g) ?? []
    expect([...new Set(named.map((id) => id.slice(2, -2)))].toSorted()).toEqual([...hardRuleIds].toSorted())
  })
})

describe('the gists', () => {
  it.skipIf(without('measures.txt'))('are in our own words: no more than sixteen characters in a row are the text of the measures', () => {
    const text = readFileSync(shared('measures.txt'), 'utf8').replace(/\s/g, '')
    const copied = Object.values(articles).filter(({ gist }) =>
      Array.from({ length: Math.max(0, gist.zh.length - 16) }, (_, at) => gist.zh.slice(at, at + 17)).some((part) => text.includes(part)),
    )
    expect(copied.map(({ number }) => number)).toEqual([])
  })
})
