import { expect, it } from 'vitest'
import { cellOf, csvOf } from './csv.ts'

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@sum', "'@sum"],
  ['-12.5', '-12.5'],
  ['-x', "'-x"],
])('the cell %j is written %j', (text, cell) => expect(cellOf(text)).toBe(cell))

it('a file begins with its mark and ends each line', () => expect(csvOf([['甲', '1']])).toBe('\uFEFF甲,1\r\n'))
