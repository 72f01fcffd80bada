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
  'json-broken': { zh: 'JSON 数组不完整或者格式错误', en: 'the JSON array is cut or malformed' },
  'xlsx-broken': { zh: '工作簿已损坏或者不是 XLSX 文件', en: 'the workbook is broken, or the file is no XLSX' },
  'xlsx-encrypted': {
    zh: '工作簿已加密，或者是旧版 XLS 文件，请另存为不加密的 XLSX',
    en: 'the workbook is encrypted or an old XLS: save it as XLSX without a password',
  },
  'xlsx-path': { zh: '工作簿内有指向外部的路径', en: 'an entry of the workbook names a place outside of it' },
  'xlsx-bomb': { zh: '工作簿解压后过大', en: 'the workbook unpacks to far more than it should' },
  'xlsx-doctype': { zh: '工作簿内含有类型声明或者自定义实体', en: 'the workbook declares a type or entities of its own' },
  'xlsx-macro': { zh: '工作簿含有宏，不予接收', en: 'the workbook carries macros' },
  'sheet-missing': { zh: '没有所指的工作表', en: 'the workbook has no such sheet' },
  'header-is-data': { zh: '首行像是数据而不是字段名', en: 'the first row looks like data and not like names' },
  'key-twice': { zh: '主键重复', en: 'a key stands in more than one row' },
  'no-key': { zh: '未约定主键，不能按主键更新', en: 'the contract names no key to update by' },
  'columns-changed': {
    zh: '约定的字段已变化，应当全量供数',
    en: 'the contract has other columns than the version before: deliver the whole',
  },
  'column-lost': {
    zh: '该列在上一版本基本有值，本次多数为空，请核对；确认无误的，注明后重新供数',
    en: 'the column had values in the version before and is mostly empty now: check it, or deliver again saying that this is right',
  },
  'source-unreachable': { zh: '数据源无法连接或者读取失败', en: 'the source could not be reached or read' },
  'source-columns': { zh: '数据源的表缺少约定的列', en: 'the table of the source lacks a promised column' },
  'no-watermark': {
    zh: '该表没有登记增量字段，应当全量供数',
    en: 'no column to continue from is registered for this table: pull the whole',
  },
  'nothing-new': { zh: '自上次以来没有新数据', en: 'there is nothing new since the last delivery' },
  'too-heavy': { zh: '文件无法在规定的时间和内存内读完', en: 'the file could not be read within the time and memory that intake has' },
  'no-sandbox': {
    zh: '授权运营域此刻繁忙，未能开始检查该文件，文件未予接收，请稍后重新供数',
    en: 'the zone is too busy to look at the file now: nothing was taken, deliver it again in a while',
  },
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

/** Of a code as it stands in the log. */
export const wordsOfRefusal = (code: DeliveryRefusalCode): DeliveryRefusal['words'] => words[code]

export const deliveryRefusal = (code: DeliveryRefusalCode, place: string): DeliveryRefusal => ({ code, words: words[code], place })
