/** Scenes set over HTTP in a whole house of three programs. */
import { demoPassword } from '../packages/platform/src/demo.ts'
import { pathOf, type Stage } from '../packages/platform/src/scenes/stage.ts'
import type { House } from '../tools/start/house.ts'
import { inZone, signIn, type Visitor } from '../tools/story/client.ts'

export const stageIn = ({ origin, zoneOrigin }: Pick<House, 'origin' | 'zoneOrigin'>): Stage => {
  const visitors = new Map<string, Promise<Visitor>>()
  const as = (login: string): Promise<Visitor> => {
    const visitor = visitors.get(login) ?? signIn(origin, login, demoPassword)
    visitors.set(login, visitor)
    return visitor
  }
  const asks: Stage['asks'] = async (login, path, asked = {}) => {
    const { status, body } = await (await as(login)).post(path, asked)
    if (status !== 200) throw new Error(`could not set the scene: ${login} ${path} got ${status} ${JSON.stringify(body)}`)
    return body
  }
  const must = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`could not ${path}: ${answer.status} ${await answer.text()}`)
  }
  return {
    asks,
    reads: async (login, path) => {
      const { status, body } = await (await as(login)).get(path)
      if (status !== 200) throw new Error(`could not read ${path} as ${login}: ${status}`)
      return body
    },
    does: async (login, deed) => (await asks(login, pathOf(deed), deed.asked)).id,
    moveTo: (at) => must('/test/clock', { at }),
    settled: () => must('/test/settle', {}),
    deliver: async (ticket, dataset, csv) => {
      const { body } = await inZone(zoneOrigin, ticket).upload(`/datasets/${dataset}/files?format=csv`, Buffer.from(csv))
      return String(body.outcome ?? JSON.stringify(body))
    },
  }
}
