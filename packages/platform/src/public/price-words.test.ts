import { day, type Product } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { priceText } from './price-words.ts'
import { publicWords } from './words.ts'

const on = day('2026-04-21')
const product = (purpose: string, prices: readonly object[]) =>
  ({ content: { purpose, meteringUnit: 'call' }, prices }) as unknown as Product
const text = (purpose: string, prices: readonly object[]) =>
  priceText(product(purpose, prices), { language: 'en', words: publicWords.en } as never, on)

describe('A22 what a product costs, as the public reads it', () => {
  it.each([
    ['public good is free without a price', 'public-good', [], 'free under conditions'],
    ['paid use that nobody has priced yet is not called free', 'industry-development', [], 'not priced yet'],
    ['nor where its price begins tomorrow', 'industry-development', [{ from: '2026-04-22', unitPriceFen: 35 }], 'not priced yet'],
    ['a price from today on', 'industry-development', [{ from: '2026-04-21', unitPriceFen: 35 }], '¥0.35 / call'],
  ])('%s', (_, purpose, prices, said) => {
    expect(text(purpose, prices)).toBe(said)
  })
})
