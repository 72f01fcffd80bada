/** Suggests what a column may hold, with the evidence for it: its values and its name. A person decides. Only shares leave this file, never a value. */
import { isIdNumber, isLuhn, isUscc } from '../identity-numbers.ts'
import { addressShare, isCoordinate, isFreeText, isPlate, isSurnamed } from './signs.ts'

export const kindsOfContent = [
  'id-number',
  'mobile',
  'bank-card',
  'uscc',
  'name',
  'address',
  'plate',
  'email',
  'birth-date',
  'coordinates',
  'free-text',
] as const
export type ContentKind = (typeof kindsOfContent)[number]

type Personal = 'none' | 'identifier' | 'quasi-identifier' | 'sensitive'
type Grade = 'general-1' | 'general-2' | 'general-3' | 'general-4' | 'important'

export type Evidence = { readonly sign: string; readonly share: number; readonly sampled: number }

export type Suggestion = {
  readonly kind: ContentKind
  /** From 0 to 1. */
  readonly confidence: number
  /** Share of the sampled values that fit. */
  readonly share: number
  readonly sampled: number
  readonly evidence: readonly Evidence[]
  readonly personal: Personal
  readonly grade: Grade
}

type Sign = {
  readonly kind: ContentKind
  readonly evidence: string
  readonly fits: (text: string) => boolean
  /** How names of such columns are spelt in English, in Chinese and in pinyin. */
  readonly names: RegExp
  /** What the values alone prove: a check digit nearly all, two Chinese characters little. */
  readonly weight: number
  readonly personal: Personal
  readonly grade: Grade
}

/** Below this a column is suggested as nothing. */
const leastConfidence = 0.5
/** With fewer fitting values a name of the column proves nothing. */
const leastShare = 0.3

export const classify = (values: readonly string[], names: readonly string[] = []): readonly Suggestion[] =>
  signs
    .map((sign) => suggestionOf(sign, values, names))
    .filter(({ confidence, share }) => confidence >= leastConfidence && share >= leastShare)
    .toSorted((one, other) => other.confidence - one.confidence)
    .filter(notOvershadowed)

const suggestionOf = (sign: Sign, values: readonly string[], names: readonly string[]): Suggestion => {
  const { kind, personal, grade } = sign
  const share = values.length === 0 ? 0 : round(values.filter((value) => sign.fits(value.trim())).length / values.length)
  const isNamed = names.some((name) => sign.names.test(name))
  const confidence = round(Math.min(1, share * sign.weight + (isNamed ? 1 - sign.weight / 2 : 0) * Math.min(1, share * 2)))
  const byValue = { sign: sign.evidence, share, sampled: values.length }
  const byName = isNamed ? [{ sign: 'name of the column', share: 1, sampled: 1 }] : []
  return { kind, confidence, share, sampled: values.length, evidence: [byValue, ...byName], personal, grade }
}

/** An id number is a long number too, and a birth date within it no second finding. */
const notOvershadowed = ({ kind }: Suggestion, _: number, all: readonly Suggestion[]): boolean =>
  !(['bank-card', 'free-text', 'coordinates'].includes(kind) && all.some((one) => one.kind !== kind && one.confidence >= 0.8))

const round = (share: number): number => Math.round(share * 1000) / 1000

const signs: readonly Sign[] = [
  {
    kind: 'id-number',
    evidence: 'check digit of GB 11643',
    fits: isIdNumber,
    names: /id_?(card|num|no)|identity|citizen|身份证|证件号|公民身份|sfz|zjhm|shenfen/i,
    weight: 0.95,
    personal: 'identifier',
    grade: 'general-4',
  },
  {
    kind: 'mobile',
    evidence: 'eleven digits with a mobile prefix',
    fits: (text) => /^(\+?86[- ]?)?1[3-9][0-9]{9}$/.test(text),
    names: /mobile|phone|tel|cell|手机|电话|联系方式|sjh|dianhua|shouji/i,
    weight: 0.85,
    personal: 'identifier',
    grade: 'general-3',
  },
  {
    kind: 'bank-card',
    evidence: 'check digit of Luhn, 16 to 19 digits',
    fits: (text) => /^(62|4|5[1-5]|35|3[47])[0-9]{11,17}$/.test(text) && text.length >= 15 && text.length <= 19 && isLuhn(text),
    names: /bank|card_?(no|num)|account|银行卡|卡号|账号|yhk|kahao/i,
    weight: 0.85,
    personal: 'identifier',
    grade: 'general-4',
  },
  {
    kind: 'uscc',
    evidence: 'check sign of GB 32100',
    fits: isUscc,
    names: /uscc|credit_?code|统一社会信用|社会信用代码|信用代码|tyshxydm|xydm/i,
    weight: 0.95,
    personal: 'none',
    grade: 'general-1',
  },
  {
    kind: 'name',
    evidence: 'two to four Chinese characters with a common surname',
    fits: isSurnamed,
    names: /^(full_?|real_?|user_?|person_?)?name$|姓名|名字|户主|联系人|法定代表人|xingming|^xm$/i,
    weight: 0.65,
    personal: 'identifier',
    grade: 'general-3',
  },
  {
    kind: 'address',
    evidence: 'names of districts, streets and numbers',
    fits: (text) => addressShare(text) >= 2,
    names: /address|addr|residence|domicile|住址|地址|住所|居住地|dizhi|zhuzhi/i,
    weight: 0.8,
    personal: 'quasi-identifier',
    grade: 'general-3',
  },
  {
    kind: 'plate',
    evidence: 'a number plate of GA 36',
    fits: isPlate,
    names: /plate|license_?(no|num)|车牌|号牌|chepai|cphm|hphm/i,
    weight: 0.9,
    personal: 'identifier',
    grade: 'general-3',
  },
  {
    kind: 'email',
    evidence: 'an address of electronic mail',
    fits: (text) => /^[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text),
    names: /e_?mail|mail|邮箱|电子邮件|youxiang/i,
    weight: 0.9,
    personal: 'identifier',
    grade: 'general-3',
  },
  {
    kind: 'birth-date',
    evidence: 'a day within the span of a life',
    fits: (text) => /^(19[0-9]{2}|20[0-2][0-9])[-/.年]?(0?[1-9]|1[0-2])[-/.月]?(0?[1-9]|[12][0-9]|3[01])日?([ T]00:00:00.*)?$/.test(text),
    names: /birth|born|dob|出生|生日|csrq|chusheng/i,
    weight: 0.4,
    personal: 'quasi-identifier',
    grade: 'general-2',
  },
  {
    kind: 'coordinates',
    evidence: 'degrees within China, with at least three decimals',
    fits: isCoordinate,
    names: /^(lat|lng|lon|long)(itude)?$|_(lat|lng|lon)$|latitude|longitude|coord|gps|经度|纬度|坐标|jingdu|weidu|zuobiao/i,
    weight: 0.6,
    personal: 'quasi-identifier',
    grade: 'general-3',
  },
  {
    kind: 'free-text',
    evidence: 'long sentences that differ',
    fits: isFreeText,
    names: /remark|comment|note|description|content|备注|说明|描述|内容|beizhu/i,
    weight: 0.8,
    personal: 'quasi-identifier',
    grade: 'general-3',
  },
]
