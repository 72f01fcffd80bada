/** What was set aside of a delivered file and why: reasons, places and the shape of a value, never the value, because it may be a person's. */

export const reasonWords = {
  'broken-encoding': { zh: '字符编码错误', en: 'the bytes are not valid in the encoding of the file' },
  'nul-in-line': { zh: '行内有空字符', en: 'the line holds a zero byte' },
  'quote-broken': { zh: '引号不匹配', en: 'the quotes of this line do not match' },
  'line-too-long': { zh: '行过长', en: 'the line is too long' },
  'too-few-fields': { zh: '字段数不足', en: 'the line has fewer fields than the header' },
  'too-many-fields': { zh: '字段数过多', en: 'the line has more fields than the header' },
  'not-json': { zh: '不是有效的 JSON 对象', en: 'the line is not a JSON object' },
  'value-missing': { zh: '必填项为空', en: 'a required value is empty' },
  'not-a-text': { zh: '不是文本', en: 'the value is not a text' },
  'not-an-integer': { zh: '不是整数', en: 'the value is not a whole number' },
  'not-a-number': { zh: '不是数值', en: 'the value is not a number' },
  'not-a-date': { zh: '不是日期', en: 'the value is not a date' },
  'not-a-timestamp': { zh: '不是时间', en: 'the value is not a point in time' },
  'not-a-boolean': { zh: '不是布尔值', en: 'the value is neither true nor false' },
  'cell-error': { zh: '单元格为错误值', en: 'the cell holds an error' },
  'formula-without-value': { zh: '公式没有计算结果', en: 'the formula has not been worked out' },
  'digits-lost': {
    zh: '长号码被存为数值，末位数字已丢失，请按文本填写',
    en: 'a long number was kept as a number and lost its last digits: write it as text',
  },
} as const
export type Reason = keyof typeof reasonWords

/** `line` counts from 1 in a text file, header included; `row` counts from 1 in a Parquet file, a JSON array or a source, and as the sheet counts in a workbook; `byte` counts from 0 in the line. */
export type Place = { readonly line?: number; readonly row?: number; readonly byte?: number; readonly column?: string }

export type Rejected = Place & { readonly code: Reason; readonly words: { readonly zh: string; readonly en: string } }

/** As it is kept for the steward: digits as 9, letters as a, Chinese as 字. */
export type SetAside = Place & { readonly code: Reason; readonly shape?: string }

/** All are counted; only the first of them are listed, so that a broken file cannot fill the memory. */
export const listedAtMost = 1000
/** What is kept sealed for the steward. */
export const keptAtMost = 100_000

export type Quarantine = {
  readonly setAside: (code: Reason, place: Place, shape?: string) => void
  readonly listed: () => readonly Rejected[]
  readonly kept: () => readonly SetAside[]
}

export const quarantine = (): Quarantine => {
  const aside: SetAside[] = []
  const inOrder = () => aside.toSorted((one, other) => placeOf(one) - placeOf(other))
  return {
    setAside: (code, place, shape) =>
      void (aside.length < keptAtMost && aside.push({ ...place, code, ...(shape !== undefined && { shape }) })),
    listed: () =>
      inOrder()
        .slice(0, listedAtMost)
        .map(({ shape: _, ...one }) => ({ ...one, words: reasonWords[one.code] })),
    kept: inOrder,
  }
}

const placeOf = ({ line, row }: Place): number => line ?? row ?? 0
