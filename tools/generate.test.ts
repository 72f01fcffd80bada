import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allDocuments } from './generate/all.ts'
import { type Document, isStaleIn, table } from './generate/document.ts'
import { cases } from './generate/law.ts'
import { movesOf, told } from './generate/moves.ts'
import { openApiDocument } from './generate/openapi.ts'

const acts = cases.flatMap((procedure) => procedure.acts.map((act) => ({ procedure, act })))

describe('a generated document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yunhe-generate-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let documents: readonly Document[] = []
  beforeAll(async () => {
    documents = await allDocuments()
    for (const { path, text } of documents) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  })

  it('is not stale as it was written, is stale once changed, and is stale where it is missing', () => {
    const isStale = isStaleIn(folder)
    expect(documents.filter(isStale)).toEqual([])
    writeFileSync(join(folder, 'docs/acts.md'), 'something else')
    rmSync(join(folder, 'docs/tables.md'))
    expect(documents.filter(isStale).map(({ path }) => path)).toEqual(['docs/acts.md', 'docs/tables.md'])
  })

  it('is the same when it is written again', async () => {
    expect(await allDocuments()).toEqual(documents)
  })

  it('keeps a bar inside its cell', () => {
    expect(table(['a'], [['one|two\nthree']])).toBe('| a |\n| --- |\n| one\\|two three |')
  })
})

describe('the moves between stages', () => {
  it('reach every stage of every case', () => {
    const unreached = cases.flatMap((procedure) => {
      const reached = new Set(
        procedure.acts.flatMap((act) => movesOf(procedure, act).seen.flatMap(([from, next]) => (from === next ? [] : [next]))),
      )
      return Object.keys(procedure.stages)
        .filter((stage) => stage !== 'none' && !reached.has(stage))
        .map((stage) => `${procedure.name} ${stage}`)
    })
    expect(unreached).toEqual([])
  })

  it('name only stages of their case, and every act is open in one', () => {
    for (const { procedure, act } of acts) {
      const { from, seen } = movesOf(procedure, act)
      expect(from, act.name).not.toEqual([])
      for (const stage of [...from, ...seen.flat()]) expect(Object.keys(procedure.stages), act.name).toContain(stage)
    }
  })

  it('are told by hand only for acts and stages that there are', () => {
    for (const [name, { from = [], to = [] }] of Object.entries(told)) {
      const found = acts.find(({ act }) => act.name === name)
      expect(Object.keys(found?.procedure.stages ?? {}), name).toEqual(expect.arrayContaining([...from, ...to]))
    }
  })
})

describe('the OpenAPI document', () => {
  const document = openApiDocument()
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))

  it('is valid OpenAPI 3.1, its references included', async () => {
    const validator = new Validator()
    expect((await validator.validate(structuredClone(document))).errors).toBeUndefined()
    expect(validator.version).toBe('3.1')
    const names = Object.keys((document.components as { readonly schemas: object }).schemas)
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(names).toContain(name)
  })

  it('is refused by the same validator once a part is spoilt', async () => {
    const spoilt = { ...structuredClone(document), paths: { '/x': { post: { responses: 'none' } } } }
    expect((await new Validator().validate(spoilt)).valid).toBe(false)
  })

  it('has one path for each act a person may do and none for those of the platform itself', () => {
    for (const { act } of acts) {
      const ownToPlatform = act.when.some(({ actors }) => actors?.every((role) => role === 'platform'))
      expect(operations.includes(act.name), act.name).toBe(!ownToPlatform)
    }
    expect(paths['/api/cases/calls/acts/publish']).toBeDefined()
    expect(paths['/api/cases/calls/{id}/acts/amend']).toBeDefined()
    expect(paths['/api/cases/calls/{id}/acts/publish']).toBeUndefined()
  })

  it('names no operation twice', () => {
    expect(new Set(operations).size).toBe(operations.length)
  })
})
