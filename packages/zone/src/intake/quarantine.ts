/** What was set aside of a delivered file and why: reasons and places, never a value, because a value may be a person's. */

export const reasonWords = {
  'broken-encoding': { zh: '字符编码错误', en: 'the bytes are not valid in the encoding of the file' },
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
} as const
export type Reason = keyof typeof reasonWords

/** `line` counts from 1 in a text file, header included; `row` counts from 1 in a Parquet file; `byte` counts from 0 in the line. */
export type Place = { readonly line?: number; readonly row?: number; readonly byte?: number; readonly column?: string }

export type Rejected = Place & { readonly code: Reason; readonly words: { readonly zh: string; readonly en: string } }

/** All are counted; only the first of them are listed, so that a broken file cannot fill the memory. */
export const listedAtMost = 1000

export type Quarantine = {
  readonly setAside: (code: Reason, place: Place) => void
  readonly listed: () => readonly Rejected[]
}

export const quarantine = (): Quarantine => {
  const rejected: Rejected[] = []
  return {
    setAside: (code, place) => void (rejected.length < listedAtMost && rejected.push({ ...place, code, words: reasonWords[code] })),
    listed: () => rejected.toSorted((one, other) => placeOf(one) - placeOf(other)),
  }
}

const placeOf = ({ line, row }: Place): number => line ?? row ?? 0
