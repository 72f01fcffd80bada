/** Prices as people read them (articles 22 and 23): the unit, and in Chinese the amount in capital characters too. */
import { type Day, type Fen, fen, formatYuan, type Product, priceOn } from '@yunhe/law'
import { feeRegimeOf } from '@yunhe/law/identifiers/kinds'
import { capitalAmount } from '@yunhe/law/kernel/capitals'
import type { Reader } from './page.ts'

const unitText = ({ content }: Pick<Product, 'content'>, { words }: Reader): string =>
  content.meteringUnit === undefined ? '' : ` / ${words.priceUnits[content.meteringUnit]}`

/** Free use needs no price; paid use is not published without one, but is to be seen before that, as in the notice of its registration. */
export const priceText = (product: Product, reader: Reader, on: Day): string => {
  const price = priceOn(product, on)
  if (price === undefined && feeRegimeOf(product.content.purpose) === 'paid-conditional') return reader.words.notPriced
  return price === undefined || price.unitPriceFen === 0 ? reader.words.free : amountText(fen(price.unitPriceFen), product, reader)
}

export const amountText = (amount: Fen, product: Pick<Product, 'content'>, reader: Reader): string =>
  `${formatYuan(amount)}${unitText(product, reader)}`

/** Capital characters are how a Chinese notice states an amount; in English they would tell nobody anything. */
export const capitalsOf = (amount: number, { language }: Reader): string =>
  language === 'en' || amount === 0 ? '' : capitalAmount(fen(amount))
