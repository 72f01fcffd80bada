import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createDurably, writeDurably } from './durable.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-durable-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'checkpoint')

describe('a durable file', () => {
  it('is replaced as a whole and leaves nothing beside it', () => {
    writeDurably(file, 'one')
    writeDurably(file, 'two')
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['checkpoint'])
  })

  it('that is made by two is made by the first, and the second is told', () => {
    const made = join(folder, 'made')
    expect([createDurably(made, 'first'), createDurably(made, 'second')]).toEqual([true, false])
    expect(readFileSync(made, 'utf8')).toBe('first')
    expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'made'])
  })
})
