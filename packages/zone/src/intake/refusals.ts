/** Why a delivered file is refused as a whole: its code, its words, and the place where it shows. */

const words = {
  'empty-file': { zh: '文件为空', en: 'the file is empty' },
  'encoding-not-supported': { zh: '不支持的字符编码，请使用 UTF-8 或 GB18030', en: 'the file is neither UTF-8 nor GB18030 text' },
  'encoding-differs': { zh: '文件编码与申明不符', en: 'the file is not in the encoding that was declared' },
  'header-too-long': { zh: '首行过长，超过 1 MiB', en: 'the first line is longer than 1 MiB' },
  'wrong-delimiter': { zh: '分隔符与申明不符', en: 'the header is separated by another sign than was declared' },
  'column-missing': { zh: '缺少约定的列', en: 'a promised column is missing' },
  'column-twice': { zh: '同一列出现两次', en: 'a promised column stands twice' },
  'parquet-cut': { zh: 'Parquet 文件不完整', en: 'the Parquet file is cut: its end is not where it should be' },
  'parquet-broken': { zh: 'Parquet 文件已损坏', en: 'the Parquet file cannot be read to its end' },
  'too-heavy': { zh: '文件无法在规定的时间和内存内读完', en: 'the file could not be read within the time and memory that intake has' },
  'too-many-rows-rejected': { zh: '问题行比例过高', en: 'more rows are broken than may be set aside' },
  'no-rows': { zh: '没有可用的数据行', en: 'no row is left' },
  'subject-twice': { zh: '数据主体重复，与约定的一主体一行不符', en: 'a data subject has more than one row, against the contract' },
} as const
export type DeliveryRefusalCode = keyof typeof words

export type DeliveryRefusal = {
  readonly code: DeliveryRefusalCode
  readonly words: { readonly zh: string; readonly en: string }
  /** `line 1`, `byte 4711`, `column delay`: never a value. */
  readonly place: string
}

export const deliveryRefusal = (code: DeliveryRefusalCode, place: string): DeliveryRefusal => ({ code, words: words[code], place })
