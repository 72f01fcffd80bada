import { describe, expect, it } from 'vitest'
import { openQueue } from './queue.ts'
import { type JobOrder, type JobResult, notRun, type StartJob } from './run.ts'
import { sqlWork } from './work.ts'

const order = (id: string): JobOrder => ({
  id,
  work: sqlWork('SELECT 1'),
  parts: [],
  limits: { deadlineMs: 1000, memoryBytes: 1, maxRows: 1, maxBytes: 1 },
})
const request = (workspace: string, id: string, person = 'p1') => ({ workspace, person, order: order(id) })

/** Another machine room: jobs run until they are told to end. */
const room = () => {
  const started: string[] = []
  const endById = new Map<string, (result: JobResult) => void>()
  const start: StartJob = ({ id }) => {
    started.push(id)
    const done = new Promise<JobResult>((resolve) => endById.set(id, resolve))
    const end = (result: JobResult) => async () => {
      endById.get(id)?.(result)
      await done
    }
    return { id, done, cancel: end({ state: 'cancelled', ...notRun }), kill: end({ state: 'killed', code: 'killed', ...notRun }) }
  }
  const finish = async (id: string) => {
    endById.get(id)?.({ state: 'done', results: [], outputs: [], engine: '', ...notRun })
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { start, started, finish }
}

describe('the queue of a zone', () => {
  it('runs two at once and the others in their turn', async () => {
    const { start, started, finish } = room()
    const queue = openQueue(start)
    for (const id of ['a1', 'a2', 'a3']) queue.submit(request('a', id))
    expect(started).toEqual(['a1', 'a2'])
    expect(queue.find('a3')).toMatchObject({ state: 'queued', position: 1 })
    await finish('a1')
    expect(started).toEqual(['a1', 'a2', 'a3'])
    expect(queue.find('a1')).toMatchObject({ state: 'done', position: undefined })
  })

  it('lets a workspace with one job before the third job of a busy one', async () => {
    const { start, started, finish } = room()
    const queue = openQueue(start, { atOnce: 1 })
    for (const id of ['a1', 'a2', 'a3']) queue.submit(request('a', id))
    queue.submit(request('b', 'b1'))
    expect(queue.find('b1')?.position).toBe(1)
    await finish('a1')
    await finish('b1')
    expect(started).toEqual(['a1', 'b1', 'a2'])
  })

  it('W10-1 a killed workspace loses its running and its waiting jobs, and no other does', async () => {
    const { start, started } = room()
    const queue = openQueue(start)
    for (const id of ['a1', 'a2', 'a3']) queue.submit(request('a', id))
    queue.submit(request('b', 'b1'))
    expect(await queue.killWorkspace('a')).toBe(3)
    expect(queue.list('a').map(({ state }) => state)).toEqual(['killed', 'killed', 'killed'])
    expect(queue.find('b1')?.state).toBe('running')
    expect(started).not.toContain('a3')
  })

  it('W16-7 the jobs of a person who leaves are killed in every workspace', async () => {
    const { start } = room()
    const queue = openQueue(start)
    queue.submit(request('a', 'a1', 'p1'))
    queue.submit(request('b', 'b1', 'p2'))
    queue.submit(request('b', 'b2', 'p1'))
    expect(await queue.killPerson('p1')).toBe(2)
    expect(queue.counts()).toEqual({ running: 1, queued: 0 })
  })

  it('a cancelled job that waits never starts', async () => {
    const { start, started, finish } = room()
    const queue = openQueue(start, { atOnce: 1 })
    queue.submit(request('a', 'a1'))
    const second = queue.submit(request('a', 'a2'))
    expect(await queue.cancel('a2')).toBe(true)
    await finish('a1')
    expect(started).toEqual(['a1'])
    expect(second.ok && (await second.done).state).toBe('cancelled')
    expect(await queue.cancel('a2')).toBe(false)
  })

  it('turns down what is too much for one workspace, and an id that was used', () => {
    const { start } = room()
    const queue = openQueue(start, { atOnce: 1, waiting: 1 })
    queue.submit(request('a', 'a1'))
    expect(queue.submit(request('a', 'a2')).ok).toBe(true)
    expect(queue.submit(request('a', 'a3'))).toEqual({ ok: false, code: 'queue-full' })
    expect(queue.submit(request('b', 'a1'))).toEqual({ ok: false, code: 'id-taken' })
  })
})
