/** Prices as people read them (articles 22 and 23): the unit, and in Chinese the amount in capital characters too. */
import { type Day, type Fen, fen, formatYuan, type Product, priceOn } from '@yunhe/law'
import { capitalAmount } from '@yunhe/law/kernel/capitals'
import type { Reader } from './page.ts'

const unitText = ({ content }: Pick<Product, 'content'>, { words }: Reader): string =>
  content.meteringUnit === undefined ? '' : ` / ${words.priceUnits[content.meteringUnit]}`

/** Without a price there is none to tell: free use needs none, and paid use is not published without one. */
export const priceText = (product: Product, reader: Reader, on: Day): string => {
  const price = priceOn(product, on)
  return price === undefined || price.unitPriceFen === 0 ? reader.words.free : amountText(fen(price.unitPriceFen), product, reader)
}

export const amountText = (amount: Fen, product: Pick<Product, 'content'>, reader: Reader): string =>
  `${formatYuan(amount)}${unitText(product, reader)}`

/** Capital characters are how a Chinese notice states an amount; in English they would tell nobody anything. */
export const capitalsOf = (amount: number, { language }: Reader): string =>
  language === 'en' || amount === 0 ? '' : capitalAmount(fen(amount))
