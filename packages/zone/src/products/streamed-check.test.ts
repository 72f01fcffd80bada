import { expect, it } from 'vitest'
import { openChannel } from './channel.ts'
import { streamedCheck } from './streamed-check.ts'

const said = (rows: readonly (readonly (string | number | null)[])[], batch = 2) => {
  const check = streamedCheck(['text', 'number'])
  for (let at = 0; at < rows.length; at += batch) check.see(rows.slice(at, at + batch))
  return check.findings().map(({ code, place }) => `${code} ${place}`)
}
const mobile = 13_812_345_678

it('W16-3 an identifier is found in whichever batch it passes, and named by its row', () => {
  expect(
    said([
      ['a', 1],
      ['b', 2],
      ['a call to 13812345678', 3],
    ]),
  ).toEqual(['mobile row 3, column text'])
  expect(
    said([
      ['a', 1],
      [Buffer.from('call 13812345678 now').toString('base64'), 2],
    ]),
  ).toEqual(['mobile row 2, column text'])
})

it('W16-3 a column of numbers is judged by all of them: one may look like a mobile by chance, most may not', () => {
  expect(
    said(
      [
        ['a', mobile],
        ['b', 2],
        ['c', 3],
      ],
      1,
    ),
  ).toEqual([])
  expect(
    said(
      [
        ['a', mobile],
        ['b', mobile + 1],
        ['c', 3],
      ],
      1,
    ),
  ).toEqual(['mobile column number'])
})

it('a missing value is nothing to find', () => expect(said([[null, null]])).toEqual([]))

it('a channel hands over each batch once, in order, and the giver waits for the taker', async () => {
  const channel = openChannel<number>()
  const taken: number[] = []
  const taking = (async () => {
    for await (const one of channel) taken.push(one)
  })()
  for (let one = 0; one < 50; one++) await channel.give(one)
  channel.end()
  await taking
  expect(taken).toEqual(Array.from({ length: 50 }, (_, one) => one))
})

it('what fails on one side is heard on the other', async () => {
  const failed = openChannel<number>()
  failed.fail(new Error('withheld'))
  await expect(failed[Symbol.asyncIterator]().next()).rejects.toThrow('withheld')
  const left = openChannel<number>()
  await left.give(1)
  left.leave(new Error('no space'))
  await expect(left.give(2)).rejects.toThrow('no space')
})
