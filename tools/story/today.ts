/** What stands open on the day the demonstration is opened: something for each role to go on with. */
import { theCheckedExport } from './open-export.ts'
import { theAssessment, thePanel } from './open-review.ts'
import {
  dayAfter,
  type OpenWork,
  theAcceptedApplication,
  theNoticedProduct,
  theReviewedProduct,
  theTransferredComplaint,
  theVerifiedProduct,
} from './open-work.ts'
import type { FirstProduct } from './tell.ts'
import { usccOf } from './teller.ts'

const one = (work: OpenWork, number: string): OpenWork => ({ ...work, number })

/** Each stands by itself. */
export const openWork = (work: OpenWork, { authorization, items, products }: FirstProduct): readonly (() => Promise<unknown>)[] => {
  const { story, today } = work
  const yesterday = dayAfter(today, -1)
  return [
    () => theAcceptedApplication(one(work, '1')),
    () => theReviewedProduct(one(work, '1')),
    () => theVerifiedProduct(one(work, '2')),
    () => theTransferredComplaint(one(work, '1')),
    () => theCheckedExport(one(work, '1')),
    () => thePanel(one(work, '2')),
    () => theNoticedProduct(one(work, '3')),
    () => theAssessment(work, 1),
    () =>
      story.does('operator', {
        plural: 'bills',
        act: 'draft',
        asked: { product: products.api, consumer: usccOf('consumer'), from: `${yesterday.slice(0, 7)}-01`, to: yesterday },
      }),
    () =>
      story.does('sysadmin', {
        plural: 'accounts',
        act: 'open',
        asked: { organization: usccOf('transport'), login: 'newcomer', displayName: '交通局新到岗人员（示例）' },
      }),
    () =>
      story.does('consumer', {
        plural: 'subscriptions',
        act: 'apply',
        asked: { product: products.others.dataset, scenario: 'flight-punctuality', declaration: '用于机场接驳班车排班，不转售。' },
      }),
    () => story.does('operator', { plural: 'data-requests', act: 'submit', asked: requestFor(authorization, items.residents, today) }),
  ]
}

/** Nobody has answered yet: what its masks would do can be tried out on made-up rows, and worked out on the data. */
const requestFor = (authorization: string, item: string, today: string) => ({
  authorization,
  scenario: 'flight-punctuality',
  purpose: 'industry-development',
  until: dayAfter(today, 180),
  procedures: '运营单位公共数据操作规程。',
  items: [
    {
      item,
      reason: '分析机场周边各街道的潜在旅客',
      fields: [
        { name: 'id_number', disclosure: 'masked', mask: { kind: 'format-preserving', of: 'id-number' }, reason: '多次分析之间关联同一人' },
        { name: 'sex', disclosure: 'plain', reason: '分组统计' },
        { name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'year' }, reason: '分组统计' },
        { name: 'address', disclosure: 'masked', mask: { kind: 'generalize-address', to: 'street' }, reason: '分组统计' },
      ],
      rows: [],
    },
  ],
})
