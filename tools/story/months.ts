/** The months after the story: calls on some days of each, a query, fresh lists, the report of a quarter, the bill of the month before. */
import { importLists } from './admission.ts'
import { runJob } from './data.ts'
import { chargedBill, collectBill } from './money.ts'
import { callProduct } from './product.ts'
import type { FirstProduct } from './tell.ts'
import { type Teller, usccOf } from './teller.ts'

/** Days of a month on which the consumer works; what comes once a month is done on the first of them. */
const daysOfWork = [8, 15, 22]

/** Calls of such a day by the month, January first: fewer in the heat of summer. */
const callsOfDay = [9, 8, 12, 14, 15, 13, 10, 11, 17, 21, 20, 18]

const queries = [
  'select address, count(*) as people from residents group by address order by address',
  'select origin, count(*) as flights, avg(delay) as mean_delay from flights group by origin order by flights desc limit 20',
  'select address, sex, count(*) as people from residents group by address, sex order by address, sex',
]

const numberOf = (month: string): number => Number(month.slice(5))
const shifted = (month: string, by: number): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), numberOf(month) - 1 + by, 1)).toISOString().slice(0, 7)
const lastDayOf = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), numberOf(month), 0)).toISOString().slice(0, 10)

/** From the first month to the day before `today`, a day in the form `2026-11-28`, or until nothing is served any more. */
export const theMonths = async (story: Teller, started: FirstProduct, first: string, today: string): Promise<void> => {
  for (let month = first; month <= today.slice(0, 7); month = shifted(month, 1))
    for (const [place, day] of daysOfWork.entries()) {
      const on = `${month}-${String(day).padStart(2, '0')}`
      if (on >= today) return
      await story.clock(`${on}T09:00:00+08:00`)
      await story.settle()
      if (place === 0) await onceAMonth(story, started, first, month, today)
      if (!(await calls(story, started, callsOfDay[numberOf(month) - 1] ?? 0))) return
      if (place === 1) await runJob(story, started.request, queries[numberOf(month) % queries.length] ?? '')
    }
}

const onceAMonth = async (story: Teller, started: FirstProduct, first: string, month: string, today: string): Promise<void> => {
  const [year, before] = [month.slice(0, 4), shifted(month, -1)]
  story.chapter(0, `${year}年${numberOf(month)}月：核验名单、调用、出账、收缴`, `${month}: lists, calls, bills`)
  await importLists(story, `${month}-01`)
  const isLast = shifted(month, 1) > today.slice(0, 7)
  if (numberOf(month) % 3 === 1) await theReport(story, started.authorization, before, today)
  if (shifted(month, 1) === today.slice(0, 7)) await theObjection(story, started.items.flights)
  if (month === first) return
  const bill = await chargedBill(story, started.products.api, { from: `${before}-01`, to: lastDayOf(before) })
  // The newest waits for the finance department.
  if (!isLast) await collectBill(story, bill, `${month}-08`, month.replace('-', ''))
}

/** Answers false where the product is served no more, as once the term of its use is over. */
const calls = async (story: Teller, { products, access }: FirstProduct, count: number): Promise<boolean> => {
  for (let call = 0; call < count; call += 1) if ((await callProduct(story, products.api, access)).status !== 200) return false
  await callProduct(story, products.api, access, { 'yunhe-scenario': 'another-scenario' })
  return true
}

/** Nobody takes it up in time: what is overdue is to be seen too. */
const theObjection = (story: Teller, item: string): Promise<string> =>
  story.does('operator', {
    plural: 'data-objections',
    act: 'raise',
    asked: { item, target: '部分航班的延误分钟数为空', evidence: '2001年3月的抽样核对表。' },
  })

/** On the quarter that ends with a month; the newest waits to be accepted. */
const theReport = async (story: Teller, authorization: string, month: string, today: string): Promise<void> => {
  const period = `${month.slice(0, 4)}-q${numberOf(month) / 3}`
  const id = await story.does('operator', {
    plural: 'reports',
    act: 'submit',
    asked: {
      authorization,
      period,
      sections: {
        storage: '产品服务副本保存在授权运营域内，逐版本加密。',
        processing: '在工作空间内按审定的清单加工，未发生越权查询。',
        analysis: '按航线和出发机场统计航班数量与延误。',
        security: '人员实名准入，未发生数据安全事件；应急预案已演练。',
        market: `向 1 家使用单位（${usccOf('consumer')}）提供接口服务。`,
      },
    },
  })
  if (shifted(month, 4) <= today.slice(0, 7)) await story.does('authority', { plural: 'reports', act: 'accept', id })
}
