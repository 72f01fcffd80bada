/** Work that waits for those who are asked from outside: experts of a panel, the assessor of a contract year. */
import { authorizationOf, type OpenWork, rowsOf, stateOf, theAcceptedApplication } from './open-work.ts'
import { expertLogins } from './people.ts'
import { usccOf } from './teller.ts'

/** Experts are drawn for an accepted application; one of them is told by login. */
export const thePanel = async (scene: OpenWork) => {
  const accepted = await theAcceptedApplication(scene)
  await scene.story.does('authority', { plural: 'applications', act: 'call-panel', id: accepted.application })
  await scene.story.settle()
  const { state } = await stateOf(scene, 'authority', 'applications', accepted.application)
  const seats: readonly { readonly person: string }[] = state.panel
  const login = expertLogins.find((one) => seats.some(({ person }) => person === `p-${one}`))
  if (login === undefined) throw new Error('could not prepare a task: no expert was drawn')
  return { ...accepted, login }
}

const indicators = [
  { code: 'safety', name: '安全合规 safety', weight: 4_000 },
  { code: 'benefit', name: '应用成效 benefit', weight: 3_000 },
  { code: 'service', name: '服务质量 service', weight: 3_000 },
]

/** One system of indicators stands for a class; whoever comes second takes it. */
const theSystem = async (scene: OpenWork): Promise<string> => {
  const { story, say } = scene
  const asked = {
    title: say('场景授权评估指标', 'Indicators for scenarios'),
    mode: 'scenario',
    indicators: indicators.map((one) => ({ ...one, about: say('按材料评分', 'scored by the evidence') })),
    basis: say('办法第二十九条', 'article 29'),
  }
  const { status, body } = await (await story.as('authority')).post('/api/cases/indicator-systems/acts/publish', asked)
  if (status === 200) return body.id
  const [standing] = await rowsOf(scene, 'authority', 'indicator-systems')
  if (standing === undefined) throw new Error(`could not prepare a task: no system of indicators, ${status}`)
  return standing.id
}

/** The assessment of a contract year is planned, if it was not before. */
export const theAssessment = async (scene: OpenWork, year: number): Promise<{ readonly title: string }> => {
  const title = scene.say(`第 ${year} 个协议年度`, `contract year ${year}`)
  const authorization = await authorizationOf(scene)
  const known = await rowsOf(scene, 'authority', 'assessments')
  if (known.some(({ id }) => id === `${authorization}.y${year}`)) return { title }
  const asked = { authorization, year, assessor: usccOf('assessor'), system: await theSystem(scene) }
  await scene.story.does('authority', { plural: 'assessments', act: 'plan', asked })
  return { title }
}
