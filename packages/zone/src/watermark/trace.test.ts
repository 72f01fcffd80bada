import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { noCanaries, withCanaries } from './canaries.ts'
import { logChance } from './chance.ts'
import { isMarkable, marked, padOf, tolerance } from './digits.ts'
import { markKeys } from './keys.ts'
import { markedText } from './text-marks.ts'
import { type Candidate, trace } from './trace.ts'

const keys = markKeys(Buffer.alloc(32, 7))
const candidate = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  export: id,
  operator: `operator-${id}`,
  person: `person-${id}`,
  grant: 'g1',
  canaries: noCanaries,
  grantCanaries: noCanaries,
  models: [],
  ...change,
})
const candidates = Array.from({ length: 50 }, (_, at) => candidate(`x${at}`))

/** Rows that look like a result: a place, a count, a mean. */
let seed = 1
const random = (): number => {
  seed = (seed * 48271) % 2147483647
  return seed / 2147483647
}
type Line = readonly [string, number, number]
const rows = (count: number): readonly Line[] =>
  Array.from({ length: count }, (_, at) => [`place-${at}`, Math.round(1000 + random() * 90_000), 2000 + random() * 20_000] as const)
const markedRows = (lines: readonly Line[], id: string): readonly Line[] => {
  const pad = padOf(keys.ofExport(id))
  return lines.map(([place, count, mean]) => [place, marked(count, pad), marked(mean, pad)] as const)
}
const csv = (lines: readonly (readonly (string | number)[])[]): string => lines.map((line) => line.join(',')).join('\n')
const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)

const export5000 = rows(5000)
const leaked = shuffled(markedRows(export5000, 'x17')).slice(0, 200)
const named = (sample: string) => {
  const { verdict, suspects } = trace(sample, candidates, keys)
  return [verdict, suspects.map(({ export: id }) => id)]
}

describe('W16-3 a number that was marked', () => {
  it('W16-3 stays within the tolerance, whole numbers whole, and small whole numbers as they were', () => {
    const pad = padOf(keys.ofExport('x1'))
    for (let at = 0; at < 2_000; at++) {
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 12 - 3)
      expect(Math.abs(marked(value, pad) - value)).toBeLessThanOrEqual(tolerance * Math.abs(value))
      const whole = Math.round(random() * 10 ** Math.floor(random() * 12))
      expect(Number.isInteger(marked(whole, pad)), String(whole)).toBe(true)
    }
    expect([0, 7, 999, -42].map((value) => marked(value, pad))).toEqual([0, 7, 999, -42])
    expect([999, 1000, 0.5, Number.NaN].map(isMarkable)).toEqual([false, true, true, false])
  })

  it('W16-3 is the same wherever it stands, so that marking again changes nothing', () => {
    const pad = padOf(keys.ofExport('x1'))
    for (const [, count, mean] of rows(500))
      for (const value of [count, mean]) expect(marked(marked(value, pad), pad)).toBe(marked(value, pad))
  })
})

describe('A15 two hundred rows of five thousand name operator, person and export', () => {
  const withGrouping = (value: number) => value.toLocaleString('en-US')
  it.each([
    ['as they are', csv(leaked)],
    ['without the place and the count', csv(leaked.map(([, , mean]) => [mean]))],
    ['with the columns changed about', csv(leaked.map(([place, count, mean]) => [mean, place, count]))],
    ['as JSON', JSON.stringify({ rows: leaked.map(([name, people, mean]) => ({ name, people, mean })) })],
    ['rounded to two places', csv(leaked.map(([place, count, mean]) => [place, count, mean.toFixed(2)]))],
    ['rounded to whole numbers', csv(leaked.map(([place, count, mean]) => [place, count, Math.round(mean)]))],
    ['with grouped digits and a currency', leaked.map(([place, , mean]) => `${place}\t¥${withGrouping(Math.round(mean))}元`).join('\n')],
    ['in ten thousands', csv(leaked.map(([place, count, mean]) => [place, count / 10_000, mean / 10_000]))],
    ['in exponents', csv(leaked.map(([, , mean]) => [mean.toExponential(6)]))],
    [
      'in full-width digits',
      csv(
        leaked.map(([place, , mean]) => [
          place,
          String(Math.round(mean)).replaceAll(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
        ]),
      ),
    ],
    ['inside sentences', leaked.map(([place, count]) => `In ${place} there were ${count} people.`).join(' ')],
    ['among as many foreign rows', csv(shuffled([...leaked, ...rows(200)]))],
  ])('A15 %s', (_, sample) => {
    expect(named(sample)).toEqual(['named', ['x17']])
    const [suspect] = trace(sample, candidates, keys).suspects
    expect(suspect).toMatchObject({ operator: 'operator-x17', person: 'person-x17', evidence: 'digits' })
    expect(suspect?.chanceExponent).toBeGreaterThanOrEqual(6)
  })

  it('A15 two exports in one sample are both named', () => {
    const mixed = csv(shuffled([...markedRows(rows(400), 'x3'), ...markedRows(rows(400), 'x8')]))
    expect(
      trace(mixed, candidates, keys)
        .suspects.map(({ export: id }) => id)
        .toSorted(),
    ).toEqual(['x3', 'x8'])
  })

  it('A15 the same rows under another mark are not taken for it', () => {
    expect(named(csv(markedRows(export5000, 'x2').slice(0, 200)))).toEqual(['named', ['x2']])
  })
})

describe('A15 nobody is accused without a mark', () => {
  it('A15 unmarked rows name nobody, in thirty samples', () => {
    const plain = rows(20_000)
    for (let at = 0; at < 30; at++) expect(trace(csv(plain.slice(at * 60, at * 60 + 200)), candidates, keys).verdict).not.toBe('named')
  })

  it.each([
    ['nothing', ''],
    ['ten rows', csv(markedRows(rows(6), 'x1'))],
    ['years', Array.from({ length: 500 }, (_, at) => `${1900 + (at % 120)}`).join('\n')],
    ['one number many times', Array.from({ length: 5000 }, () => '4242').join('\n')],
    ['a sequence', Array.from({ length: 9000 }, (_, at) => `${1000 + at}`).join('\n')],
    ['even numbers', Array.from({ length: 4000 }, (_, at) => `${1000 + 2 * at}`).join('\n')],
    ['binary', randomBytes(20_000).toString('latin1')],
  ])('A15 %s', (_, sample) => {
    expect(trace(sample, candidates, keys).verdict).not.toBe('named')
  })

  it('A15 another zone with another secret sees nothing in it', () => {
    expect(trace(csv(leaked), candidates, markKeys(Buffer.alloc(32, 8))).verdict).not.toBe('named')
  })

  it('A15 a mark whose digits were scrambled names nobody', () => {
    const scrambled = leaked.map(([place, count, mean]) => [
      place,
      Math.round(count / 100) * 100 + Math.floor(random() * 100),
      Math.round(mean / 100) * 100,
    ])
    expect(trace(csv(scrambled), candidates, keys).verdict).not.toBe('named')
  })
})

describe('A15 text', () => {
  const sentence = (at: number) => `第${at}区的准点率比上年同期提高，旅客满意度保持稳定，编号${at}的航线改进明显。`
  const report = Array.from({ length: 80 }, (_, at) => sentence(at)).join('\n')
  const text = markedText(report, keys.ofExport('x5'))

  it('A15 reads as it did, and half of it names the export', () => {
    expect(text.replaceAll(/\p{Cf}/gu, '')).toBe(report)
    const half = shuffled(text.split('\n')).slice(0, 40).join('\n')
    expect(named(half)).toEqual(['named', ['x5']])
    expect(trace(half, candidates, keys).suspects[0]?.evidence).toBe('text')
  })

  it('A15 without its unseen signs it names nobody', () => {
    expect(trace(text.replaceAll(/\p{Cf}/gu, ''), candidates, keys).verdict).not.toBe('named')
  })
})

describe('A15 canaries', () => {
  const row = () => [`d${Math.floor(random() * 200)}`, `s${Math.floor(random() * 300)}`, `e${Math.floor(random() * 30)}`]
  const table = Array.from({ length: 4000 }, row)
  const put = withCanaries(table, keys.ofExport('x9'), 2)
  const known = candidates.map((one) => (one.export === 'x9' ? { ...one, canaries: put.canaries } : one))

  it('A15 are few, made up of values that occur, in combinations that do not', () => {
    expect(put.rows.length - table.length).toBe(12)
    const present = new Set(table.map((line) => line.join()))
    const added = put.rows.filter((line) => !present.has(line.join()))
    expect(added).toHaveLength(12)
    for (const line of added) for (const [at, value] of line.entries()) expect(table.some((one) => one[at] === value)).toBe(true)
  })

  it('A15 name an export of text alone, with the columns changed about; its rows without them do not', () => {
    const sample = csv(put.rows.map((line) => line.map(String).toReversed()))
    expect(trace(sample, known, keys)).toMatchObject({ verdict: 'named', suspects: [{ export: 'x9', evidence: 'canaries', matched: 6 }] })
    expect(trace(csv(table), known, keys).verdict).toBe('none')
  })

  it('A15 are not put where nearly every combination is somebody’s', () => {
    const full = Array.from({ length: 900 }, (_, at) => [`a${at % 10}`, `b${Math.floor(at / 10) % 10}`])
    expect(withCanaries(full, keys.ofExport('x9'), 1).canaries).toEqual(noCanaries)
  })
})

describe('the bound', () => {
  it.each([
    [0, 10, 0],
    [10, 10, -3.0103],
    [5, 10, Math.log10(0.623046875)],
    [60, 100, Math.log10(0.028443966820490392)],
    [200, 200, -60.206],
    [1000, 1000, -301.03],
  ])('of %i of %i coins is ten to the %f', (matched, of, expected) => {
    expect(logChance(matched, of)).toBeCloseTo(expected, 3)
  })
})
