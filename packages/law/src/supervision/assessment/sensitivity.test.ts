import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arithmeticOf, sensitivityOf } from './sensitivity.ts'
import { grades, resultOf } from './state.ts'

const lines = [90, 80, 60]
const indicators = [
  { code: 'use', name: '合规使用', weight: 6_000 },
  { code: 'safety', name: '安全保障', weight: 4_000 },
]
const scored = (use: number, safety: number) => [
  { indicator: 'use', points: use, reason: '' },
  { indicator: 'safety', points: safety, reason: '' },
]

describe('A29 the arithmetic of a grade', () => {
  it('A29 is points times weight, summed, over one hundred', () => {
    expect(arithmeticOf(indicators, scored(85, 90), lines)).toEqual({
      terms: [
        { indicator: 'use', name: '合规使用', points: 85, weight: 6_000, product: 510_000 },
        { indicator: 'safety', name: '安全保障', points: 90, weight: 4_000, product: 360_000 },
      ],
      sum: 870_000,
      total: 8_700,
      lines,
      grade: 'B',
    })
  })

  it('A29 an indicator that was not scored counts nothing', () => {
    expect(arithmeticOf(indicators, scored(100, 0).slice(0, 1), lines)).toMatchObject({ total: 6_000, grade: 'C' })
  })
})

describe('A29 the smallest change that makes it another grade', () => {
  it('A29 87.0 is B: five points of use or eight of safety make it A, twelve or eighteen fewer make it C', () => {
    expect(sensitivityOf(indicators, scored(85, 90), lines)).toEqual([
      { indicator: 'use', better: { points: 90, change: 5, grade: 'A' }, worse: { points: 73, change: -12, grade: 'C' } },
      { indicator: 'safety', better: { points: 98, change: 8, grade: 'A' }, worse: { points: 72, change: -18, grade: 'C' } },
    ])
  })

  it('A29 says nothing where full points do not lift it, or none do not lower it', () => {
    const light = [
      { code: 'use', name: '合规使用', weight: 9_990 },
      { code: 'safety', name: '安全保障', weight: 10 },
    ]
    expect(sensitivityOf(light, scored(85, 50), lines)[1]).toEqual({ indicator: 'safety', better: undefined, worse: undefined })
    expect(sensitivityOf(indicators, scored(100, 100), lines).map(({ better }) => better)).toEqual([undefined, undefined])
    expect(sensitivityOf(indicators, scored(0, 0), lines).map(({ worse }) => worse)).toEqual([undefined, undefined])
  })

  it('A29 one point less than what it names leaves the grade as it is', () => {
    const points = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(points, points, fc.integer({ min: 1, max: 9_999 }), (use, safety, weight) => {
        const system = indicators.map((one, at) => ({ ...one, weight: at === 0 ? weight : 10_000 - weight }))
        const given = scored(use, safety)
        const gradeWith = (code: string, now: number) =>
          resultOf(
            system,
            given.map((one) => (one.indicator === code ? { ...one, points: now } : one)),
            lines,
          ).grade
        const { grade } = resultOf(system, given, lines)
        for (const { indicator, better, worse } of sensitivityOf(system, given, lines)) {
          if (better) {
            expect(gradeWith(indicator, better.points - 1)).toBe(grade)
            expect(grades.indexOf(gradeWith(indicator, better.points))).toBeLessThan(grades.indexOf(grade))
          } else expect(gradeWith(indicator, 100)).toBe(grade)
          if (worse) {
            expect(gradeWith(indicator, worse.points + 1)).toBe(grade)
            expect(grades.indexOf(gradeWith(indicator, worse.points))).toBeGreaterThan(grades.indexOf(grade))
          } else expect(gradeWith(indicator, 0)).toBe(grade)
        }
      }),
      { numRuns: 200 },
    )
  })
})
