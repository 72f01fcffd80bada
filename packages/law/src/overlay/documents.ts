/** The national documents since 2025 that the overlay is made of: number, day of issue, first day in force. Second-hand where their standing says so. */
import { words } from '../articles/article.ts'
import type { Day } from '../kernel/days.ts'
import type { Words } from '../kernel/words.ts'

export interface OverlayDocument {
  readonly name: Words
  /** As it is cited: `发改数据规〔2025〕26号`; empty where the notice carries none that we know. */
  readonly number: string
  readonly issuedOn: Day
  readonly from: Day
}

const since = (text: string): Day => text as Day

export const overlayDocuments = {
  N1: {
    name: words('公共数据资源登记管理暂行办法', 'Interim measures on registering public data resources'),
    number: '发改数据规〔2025〕26号',
    issuedOn: since('2025-01-08'),
    from: since('2025-03-01'),
  },
  N2: {
    name: words('公共数据资源授权运营实施规范（试行）', 'Rules for carrying out the authorized operation of public data resources (trial)'),
    number: '发改数据规〔2025〕27号',
    issuedOn: since('2025-01-08'),
    from: since('2025-03-01'),
  },
  N3: {
    name: words(
      '关于建立公共数据资源授权运营价格形成机制的通知',
      'Notice on how prices are formed in the authorized operation of public data resources',
    ),
    number: '发改价格〔2025〕65号',
    issuedOn: since('2025-01-16'),
    from: since('2025-01-16'),
  },
  N4: {
    name: words(
      '国家数据局综合司关于公共数据资源授权运营信息披露的通知',
      'Notice of the general office of the National Data Administration on disclosing authorized operation',
    ),
    number: '',
    issuedOn: since('2026-02-10'),
    from: since('2026-02-10'),
  },
} as const satisfies Record<string, OverlayDocument>
export type OverlayDocumentId = keyof typeof overlayDocuments
export const overlayDocumentIds = Object.keys(overlayDocuments) as readonly OverlayDocumentId[]
