/** Suggests what a column may hold, with the evidence for it; a person decides. Only shares leave this file, never a value. */
import { isIdNumber, isUscc } from '../identity-numbers.ts'

export const kindsOfContent = ['id-number', 'mobile', 'uscc', 'name', 'date'] as const
export type Suggestion = {
  readonly kind: (typeof kindsOfContent)[number]
  /** Share of the sampled values that fit, and by which sign. */
  readonly share: number
  readonly sampled: number
  readonly evidence: string
}

/** Below this share a fit is taken for chance. */
const leastShare = 0.8

export const classify = (values: readonly string[]): readonly Suggestion[] =>
  signs
    .map(({ kind, evidence, fits }) => ({
      kind,
      evidence,
      sampled: values.length,
      share: values.length === 0 ? 0 : values.filter(fits).length / values.length,
    }))
    .filter(({ share }) => share >= leastShare)

const commonSurnames =
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'

const signs: readonly { readonly kind: Suggestion['kind']; readonly evidence: string; readonly fits: (text: string) => boolean }[] = [
  { kind: 'id-number', evidence: 'check digit of GB 11643', fits: isIdNumber },
  { kind: 'uscc', evidence: 'check sign of GB 32100', fits: isUscc },
  { kind: 'mobile', evidence: 'eleven digits with a mobile prefix', fits: (text) => /^(\+?86)?1[3-9][0-9]{9}$/.test(text) },
  {
    kind: 'name',
    evidence: 'two to four Chinese characters with a common surname',
    fits: (text) => /^\p{Script=Han}{2,4}$/u.test(text) && commonSurnames.includes(text.charAt(0)),
  },
  {
    kind: 'date',
    evidence: 'spelt as a day',
    fits: (text) => /^(19|20)[0-9]{2}[-/]?(0?[1-9]|1[0-2])[-/]?(0?[1-9]|[12][0-9]|3[01])$/.test(text),
  },
]
