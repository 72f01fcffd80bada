/** What a letter says: how many of which kind, and where to look. Nothing of a case, nobody's name: mail is read by others on its way. */
import type { MailLanguage, NewsKind } from '../store/mail.ts'

export interface Letter {
  readonly subject: string
  readonly text: string
}

export interface Told {
  readonly kind: NewsKind
  /** The kind of case, in both languages. */
  readonly words: { readonly zh: string; readonly en: string }
}

const said = {
  'zh-CN': {
    subject: (count: number) => `【运河】有 ${count} 项新的提醒`,
    heads: { waiting: '等待您办理', clocks: '期限将至或者已经超期', followed: '您关注的事项有变化' },
    line: (words: string, count: number) => `　${words}：${count} 件`,
    enter: (address: string) => `请登录平台查看：${address}`,
    foot: (address: string) => `本邮件由平台自动发出，请勿回复。调整或者停止邮件提醒：${address}`,
    code: '【运河】邮箱确认码',
    codeText: (code: string, hours: number) =>
      `您的邮箱确认码是 ${code}，${hours} 小时内有效。\n请在平台“我的账户”页面填写。如果不是您本人申请，请忽略本邮件，平台不会向这个邮箱发送其他内容。`,
  },
  en: {
    subject: (count: number) => `[Yunhe] ${count} new ${count === 1 ? 'notice' : 'notices'}`,
    heads: { waiting: 'Waiting for you', clocks: 'Coming due or overdue', followed: 'Changed in cases you follow' },
    line: (words: string, count: number) => `  ${words}: ${count}`,
    enter: (address: string) => `Sign in to see them: ${address}`,
    foot: (address: string) => `Sent by the platform itself; please do not reply. Change or stop these letters: ${address}`,
    code: '[Yunhe] Code for your e-mail address',
    codeText: (code: string, hours: number) =>
      `The code for your e-mail address is ${code}. It is good for ${hours} hours.\nEnter it on the page "My account" of the platform. If you did not ask for it, ignore this letter: nothing else will be sent to this address.`,
  },
} as const satisfies Record<MailLanguage, unknown>

/** @param origin where the console is reached from outside */
export const newsLetter = (language: MailLanguage, origin: string, told: readonly Told[]): Letter => {
  const words = said[language]
  const part = (kind: NewsKind): readonly string[] => {
    const names = told.filter((one) => one.kind === kind).map((one) => (language === 'en' ? one.words.en : one.words.zh))
    if (names.length === 0) return []
    const lines = [...new Set(names)].map((name) => words.line(name, names.filter((one) => one === name).length))
    return [words.heads[kind], ...lines, '']
  }
  const parts = (['waiting', 'clocks', 'followed'] as const).flatMap(part)
  return {
    subject: words.subject(told.length),
    text: [...parts, words.enter(`${origin}/console/`), '', '-- ', words.foot(`${origin}/console/account`), ''].join('\n'),
  }
}

export const codeLetter = (language: MailLanguage, origin: string, code: string, hours: number): Letter => ({
  subject: said[language].code,
  text: `${said[language].codeText(code, hours)}\n\n${origin}/console/account\n`,
})
