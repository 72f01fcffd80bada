import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Order } from './orders.ts'
import { isSignedBy, signedBy } from './signing.ts'
import { peopleContract, platform } from './testing-zone.ts'

let folder = ''
let zone: ChildProcess | undefined
let address = ''

const start = (): Promise<void> =>
  new Promise((ready, failed) => {
    const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
      env: {
        ...process.env,
        YUNHE_ZONE_FOLDER: join(folder, 'zone'),
        YUNHE_ZONE_PORT: '0',
        YUNHE_ZONE_NAME: 'z1',
        YUNHE_PLATFORM_KEY: join(folder, 'platform.pem'),
        YUNHE_PLATFORM_ORIGIN: 'http://127.0.0.1:8300',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    zone = child
    child.once('exit', (code) => failed(new Error(`the zone ended with ${code}`)))
    createInterface({ input: child.stdout }).once('line', (line) => {
      address = line.match(/ready at (\S+), isolation [ABCD]$/)?.[1] ?? ''
      ready()
    })
  })

const end = (signal: NodeJS.Signals): Promise<void> =>
  new Promise((ended) => {
    zone?.once('exit', () => ended())
    zone?.kill(signal)
  })

const status = async (): Promise<{ readonly log: { readonly size: number } }> => {
  const now = Date.now()
  const ticket = {
    id: randomUUID(),
    zone: 'z1',
    person: 'platform',
    organization: '',
    purpose: 'watch',
    scope: '*',
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 60_000).toISOString(),
  }
  const pass = Buffer.from(JSON.stringify(signedBy(platform.privateKey, ticket))).toString('base64url')
  return (await fetch(`${address}/status`, { headers: { authorization: `Ticket ${pass}` } })).json()
}

const send = async (body: Order) => {
  const now = Date.now()
  const order = {
    id: randomUUID(),
    zone: 'z1',
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 60_000).toISOString(),
    decision: 'a@1',
    under: [],
    body,
  }
  const answer = await fetch(`${address}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signedBy(platform.privateKey, order)),
  })
  return answer.json()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-zone-program-'))
})
afterAll(async () => {
  await end('SIGTERM')
  await rm(folder, { recursive: true, force: true })
})

it('waits for the platform’s key, says one line when it is ready, and signs with the key it published', async () => {
  setTimeout(() => writeFileSync(join(folder, 'platform.pem'), platform.publicKey.export({ type: 'spki', format: 'pem' })), 300)
  await start()
  const receipt = await send({ order: 'register', contract: peopleContract })
  expect(receipt).toMatchObject({ outcome: 'done' })
  expect(isSignedBy(createPublicKey(await readFile(join(folder, 'zone', 'public.pem'))), receipt)).toBe(true)
})

it('killed with signal 9 it comes back with everything it had acknowledged', async () => {
  const reason = 'a test'
  for (let person = 0; person < 20; person++) await send({ order: 'dismiss', person: `p${person}`, reason })
  await send({ order: 'lease', until: new Date(Date.now() + 60_000).toISOString() })
  const { log } = await status()
  await end('SIGKILL')
  await start()
  expect(await status()).toMatchObject({ log: { size: log.size + 1 } })
})
