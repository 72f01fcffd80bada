import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {} from '../store/testing.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let scene: TestedPlatform
beforeAll(async () => {
  scene = await testPlatform()
})
afterAll(() => scene.stop())

const signedCookie = async (): Promise<string> => {
  const { app } = scene.running
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { login: 'authority', password: 'yunhe-demo' } })
  const [cookie] = answer.cookies
  return `${cookie?.name}=${cookie?.value}`
}

describe('a request that another site made is turned away', () => {
  it.each(['/api/cases/calls/acts/publish', '/%61pi/cases/calls/acts/publish'])(
    'without the token, however its address %s is spelled',
    async (url) => {
      const answer = await scene.running.app.inject({ method: 'POST', url, headers: { cookie: await signedCookie() }, payload: {} })
      expect(answer.statusCode).toBe(403)
    },
  )

  it('as a form: the API reads JSON only', async () => {
    const headers = { cookie: await signedCookie(), 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await scene.running.app.inject({ method: 'POST', url: '/api/cases/calls/acts/publish', headers, payload: 'title=x' })
    expect(answer.statusCode).toBe(415)
  })

  it.each([
    { site: 'cross-site', status: 403 },
    { site: 'same-site', status: 403 },
    { site: 'same-origin', status: 200 },
  ])('at sign-in: $site is answered $status', async ({ site, status }) => {
    const payload = { login: 'authority', password: 'yunhe-demo' }
    const answer = await scene.running.app.inject({ method: 'POST', url: '/api/session', headers: { 'sec-fetch-site': site }, payload })
    expect(answer.statusCode).toBe(status)
  })
})

describe('the key set of certificates', () => {
  it('W24-4 has the public key, and no private part', async () => {
    const { keys } = (await scene.running.app.inject('/.well-known/jwks.json')).json()
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256' })
    expect(keys[0].d).toBeUndefined()
  })
})
