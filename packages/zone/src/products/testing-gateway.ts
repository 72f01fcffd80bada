/** A zone behind its HTTP server with flights that are about nobody, for the tests of what is served. */
import { createHash } from 'node:crypto'
import { zoneServer } from '../http/server.ts'
import type { AccessKey, Grant, ProductSpec, Receipt } from '../orders.ts'
import { hashOf } from '../signing.ts'
import { aSpec } from '../testing.ts'
import { openedZone, origin, peopleGrant, type TestedZone } from '../testing-zone.ts'

export const secret = 'a-secret-of-some-length'

export interface TestedGateway {
  readonly zone: TestedZone
  readonly address: () => string
  readonly publish: (change: Partial<ProductSpec> & { readonly sql?: string }) => Promise<Receipt>
  readonly issue: (change: Partial<AccessKey>) => Promise<Receipt>
  readonly ask: (path: string, headers?: Readonly<Record<string, string>>, key?: string) => Promise<Response>
  readonly metered: () => Promise<readonly { readonly outcome: string; readonly rows: number; readonly refusal?: string | undefined }[]>
  readonly restart: () => Promise<void>
  readonly remove: () => Promise<void>
}

const columns = [
  { name: 'origin', type: 'text', required: true, personal: 'none' },
  { name: 'delay', type: 'integer', required: true, personal: 'none' },
  { name: 'flown', type: 'date', required: true, personal: 'none' },
] as const
export const flights = 60
const origins = ['PEK', 'SHA', '"A,B"']
const csv = `origin,delay,flown\n${Array.from({ length: flights }, (_, at) => `${at % 3 === 2 ? '"""A,B"""' : origins[at % 3]},${at},2026-01-${String(1 + (at % 28)).padStart(2, '0')}`).join('\n')}\n`

export const testedGateway = async (): Promise<TestedGateway> => {
  const zone = await openedZone()
  await zone.send({
    order: 'register',
    contract: { dataset: 'flights', provider: 'the transport office', grade: 'general-2', columns: [...columns] },
  })
  if ((await zone.deliver('flights', csv)) !== 'accepted') throw new Error('could not deliver the flights of a test')
  const table: Grant['tables'][number] = {
    dataset: 'flights',
    columns: columns.map(({ name }) => ({ name, disclosure: 'plain' })),
    rows: [],
    minimumGroup: 10,
  }
  await zone.send({ order: 'provision', grant: peopleGrant({ grant: 'g-f', workspace: 'wf', tables: [table], quasiIdentifiers: [] }) })
  const faulted = (fault: unknown, context: string): void => void zone.faults.push(`${context}: ${String(fault)}`)
  const serve = async () => {
    const app = zoneServer(zone.node(), origin, faulted)
    return { app, address: await app.listen({ host: '127.0.0.1', port: 0 }) }
  }
  let served = await serve()
  return {
    zone,
    address: () => served.address,
    publish: (change) => {
      const spec = aSpec({ workspace: 'wf', sql: 'select origin, delay, flown from flights', parameters: [], ...change })
      return zone.send({ order: 'publish', spec, specHash: hashOf(spec) })
    },
    issue: (change) =>
      zone.send({
        order: 'issue-key',
        accessKey: {
          key: 'k1',
          secretHash: createHash('sha256').update(secret).digest('hex'),
          product: 'd1',
          consumer: 'c1',
          scenarios: ['s1'],
          callsPerDay: 100,
          callsPerSecond: 50,
          until: '2027-12-31',
          ...change,
        },
      }),
    ask: (path, headers = {}, key = 'k1') =>
      fetch(`${served.address}/v1/${path}`, {
        headers: { authorization: `Bearer ${key}.${secret}`, 'yunhe-scenario': 's1', ...headers },
      }),
    metered: async () =>
      (await zone.node().meter(0, 1000)).map(({ outcome, rows, refusal }) => ({
        outcome,
        rows,
        ...(refusal !== undefined && { refusal }),
      })),
    restart: async () => {
      await served.app.close()
      await zone.restart()
      served = await serve()
    },
    remove: async () => {
      await served.app.close()
      await zone.remove()
    },
  }
}
