/** Work that waits for somebody: what others have done before a task begins, and what stands open in the demonstration. */
import { caseOfReceipt } from '../../packages/platform/src/public/receipt.ts'
import { filingFor } from './call-papers.ts'
import { reviewBodies } from './people.ts'
import { type Teller, usccOf } from './teller.ts'

export interface OpenWork {
  readonly story: Teller
  /** Makes its names differ from those of any other. */
  readonly number: string
  /** The data request whose workspace stands open. */
  readonly request: string
  readonly today: string
  /** In the language in which its names are to be. */
  readonly say: (zh: string, en: string) => string
}

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const stateOf = async ({ story }: OpenWork, login: string, plural: string, id: string) =>
  (await (await story.as(login)).get(`/api/cases/${plural}/${id}`)).body

export const rowsOf = async ({ story }: OpenWork, login: string, plural: string): Promise<readonly { id: string; title: string }[]> =>
  (await (await story.as(login)).get(`/api/cases/${plural}?pageSize=200`)).body.rows

/** The one authorization that is in force. */
export const authorizationOf = async (scene: OpenWork): Promise<string> => {
  const [found] = await rowsOf(scene, 'authority', 'authorizations')
  if (found === undefined) throw new Error('could not prepare a task: there is no authorization')
  return found.id
}

export const productNamed = async (scene: OpenWork, title: string): Promise<string> => {
  const found = (await rowsOf(scene, 'operator', 'products')).find((one) => one.title.includes(title))
  if (found === undefined) throw new Error(`could not prepare a task: there is no product ${title}`)
  return found.id
}

export interface Called {
  readonly call: string
  readonly title: string
  readonly scenario: string
  readonly scenarioId: string
}

/** A call of its own, open from today, with a scenario that no other has. */
export const theCall = async ({ story, number, today, say }: OpenWork): Promise<Called> => {
  const scenario = say(`航线客流分析 ${number}`, `Route study ${number}`)
  const scenarioId = `route-study-${number}`
  const title = say(`第 ${number} 号申报通告：航线客流`, `Call ${number} for studies of routes`)
  const call = await story.does('authority', {
    plural: 'calls',
    act: 'publish',
    asked: {
      title,
      summary: say('面向航线分析场景，征集公共数据授权运营单位。', 'Operators are sought for the study of routes.'),
      mode: 'scenario',
      scenarios: [
        {
          id: scenarioId,
          name: scenario,
          description: say('按航线统计客货运量', 'Traffic by route'),
          data: [say('航班运行数据', 'flights')],
        },
      ],
      openFrom: today,
      openTo: dayAfter(today, 30),
      conditions: say('申请单位应当符合办法第七条规定的六项条件。', 'Applicants meet the six conditions of article 7.'),
      noticeWorkdays: 5,
      reviewBodies: reviewBodies(),
      expertCount: 5,
      expertFields: ['data-security', 'legal-compliance'],
    },
  })
  return { call, title, scenario, scenarioId }
}

/** Somebody has applied to a call of its own. */
export const theApplication = async (scene: OpenWork) => {
  const called = await theCall(scene)
  const { story, today } = scene
  const term = { from: dayAfter(today, 40), until: dayAfter(today, 400) }
  const asked = { ...filingFor(called.call, term, dayAfter(today, 900)), scenarios: [called.scenarioId] }
  const application = await story.does('applicant', { plural: 'applications', act: 'submit', asked })
  return { ...called, application }
}

export const theAcceptedApplication = async (scene: OpenWork) => {
  const filed = await theApplication(scene)
  await scene.story.does('authority', { plural: 'applications', act: 'accept', id: filed.application })
  return filed
}

/** A product of its own, drafted and verified, waiting for its reviews. */
export const theVerifiedProduct = async ({ story, number, request, today, say }: OpenWork) => {
  const name = say(`航线时段准点率接口 ${number}`, `Punctuality of routes ${number}`)
  const product = await story.does('operator', {
    plural: 'products',
    act: 'draft',
    asked: {
      name,
      form: 'api',
      meteringUnit: 'call',
      purpose: 'industry-development',
      summary: say('按航线查询航班数量。', 'Flights by route.'),
      scenarios: ['flight-punctuality'],
      sql: 'select origin, destination, count(*) as flights from flights group by origin, destination',
      parameters: [{ name: 'origin', column: 'origin', match: 'equals', required: true }],
      request,
    },
  })
  await story.does('operator', {
    plural: 'products',
    act: 'verify',
    id: product,
    asked: {
      verification: say('已完成产品验证。', 'The product was verified.'),
      hazardCheck: say('隐患排查未发现问题。', 'No hazard was found.'),
      riskAssessedOn: today,
    },
  })
  return { name, product }
}

/** As the registrar finds it: verified and reviewed twice. */
export const theReviewedProduct = async (scene: OpenWork) => {
  const { story, say } = scene
  const verified = await theVerifiedProduct(scene)
  const asked = { version: 1, conclusion: 'pass', opinion: say('审核通过。', 'The review is passed.') }
  await story.does('cyberspace', { plural: 'products', act: 'review-security', id: verified.product, asked })
  await story.does('authority', { plural: 'products', act: 'review-data', id: verified.product, asked })
  return verified
}

/** In public notice from today. */
export const theNoticedProduct = async (scene: OpenWork) => {
  const { story, say } = scene
  const reviewed = await theReviewedProduct(scene)
  const finding = say('材料齐全，符合登记形式要求。', 'The papers are complete and in due form.')
  await story.does('registrar', { plural: 'products', act: 'register', id: reviewed.product, asked: { finding } })
  await story.does('registrar', { plural: 'products', act: 'open-registration-notice', id: reviewed.product, asked: {} })
  return reviewed
}

/** Somebody from the street has objected to the registration of a product. */
export const theObjectedProduct = async (scene: OpenWork) => {
  const { story, say, today } = scene
  const noticed = await theNoticedProduct(scene)
  const answer = await fetch(`${story.origin}/products/${noticed.product}/objections`, {
    method: 'POST',
    body: new URLSearchParams({
      realName: say('林某某', 'Somebody'),
      contact: '13500000000',
      ground: say('按航线统计可能推知单个航班。', 'Counts by route may tell single flights.'),
      evidence: say('公开的航班时刻表。', 'The published timetable.'),
    }),
  })
  if (!answer.ok) throw new Error('could not prepare a task: the objection was not received')
  return { ...noticed, objection: `${noticed.name} · ${today}` }
}

/** Somebody from the street has complained; the data authority has passed it on. */
export const theTransferredComplaint = async ({ story, number, say }: OpenWork) => {
  const subject = say(`接口收费与公示不符 ${number}`, `The price is not as published ${number}`)
  const answer = await fetch(`${story.origin}/complaints`, {
    method: 'POST',
    body: new URLSearchParams({
      subject,
      organization: usccOf('operator'),
      text: say('账单单价高于公示价格。', 'The unit price of the bill is above the published one.'),
      realName: say('陈某某', 'Somebody'),
      contact: '13600000000',
    }),
  })
  const receipt = /<code>([0-9A-F]{24})<\/code>/.exec(await answer.text())?.[1]
  if (receipt === undefined) throw new Error('could not prepare a task: the complaint was not received')
  await story.does('authority', {
    plural: 'complaints',
    act: 'transfer',
    id: caseOfReceipt(receipt),
    asked: { to: usccOf('market'), reason: say('属于市场监管部门职责。', 'It is the business of market supervision.') },
  })
  return { subject, receipt }
}
