import { articleNumbers } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { aboutArticle, aboutDocument } from './article/about.ts'

describe('npm run article', () => {
  it('tells of article 10 its gist, its rules with the acts, its tests and its screens', () => {
    const told = aboutArticle(10) ?? ''
    expect(told).toContain('第10条')
    expect(told).toMatch(/W10-5 {2}禁入期内的申请不予受理\n.*\n {8}by .*application\.submit/)
    expect(told).toMatch(/Tests\n(?: {2}packages\/\S+: .*\n)+/)
    expect(told).toContain('W10-5 the ban lasts three years from the day of the revocation')
    expect(told).toContain('/console/cases/authorizations')
  })

  it('has something to say of each of the 33 and nothing of a 34th', () => {
    expect(articleNumbers.filter((number) => aboutArticle(number) === undefined)).toEqual([])
    expect(aboutArticle(34)).toBeUndefined()
    expect(aboutArticle(0)).toBeUndefined()
  })

  it('tells of a national document its rules with their standing, acts and tests', () => {
    const told = aboutDocument('N1') ?? ''
    expect(told).toContain('发改数据规〔2025〕26号')
    expect(told).toMatch(/N1-5 {2}.*\n.*\n {8}public notice; confirmed; beside article 24\n {8}by .*resource-registration\.open-notice/)
    expect(told).toContain('N1-5 no code is given before the notice is over')
    expect(aboutDocument('N5')).toBeUndefined()
  })
})
