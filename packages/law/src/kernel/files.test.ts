import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { actors } from '../actors.ts'
import { bulkActs } from '../bulk.ts'
import { cases } from '../cases.ts'
import { emergencyPlans, file as filePlan } from '../supervision/emergency-plan.ts'
import { scene } from '../testing.ts'
import { type AttachedFile, mediaTypeOf } from './attached-file.ts'
import { attachmentsShape, fileFields, fileNameShape, filesIn, mostFiles } from './files.ts'

const scan: AttachedFile = { name: '安全方案.pdf', mediaType: 'application/pdf', sizeBytes: 1_000, sha256: 'a'.repeat(64) }
const mebibyte = 2 ** 20
const facts = { liveSince: undefined, coveredOtherwise: false }

const filing = (attachments: readonly AttachedFile[], there = attachments, parameters = {}) =>
  scene(emergencyPlans, { facts, on: '2026-03-02' }).tries(
    filePlan,
    actors.agency,
    { kind: 'agency', title: '预案', scenario: 's1', text: '正文', attachments },
    { files: there, parameters },
  )

describe('a file handed in with an act', () => {
  it('A24 that is there as it is said to be stands with what the act records, and not in the folded case', () => {
    const { refusals, events } = filing([scan])
    expect(refusals).toEqual([])
    expect(filesIn(events)).toEqual([scan])
    const empty = scene(emergencyPlans, { facts, on: '2026-03-02' })
    const after = empty.does(
      filePlan,
      actors.agency,
      { kind: 'agency', title: '预案', scenario: 's1', text: '正文', attachments: [scan] },
      { files: [scan] },
    )
    expect(filesIn(after.state)).toEqual([])
  })

  it('A24 is optional: without one nothing is said of files', () => {
    expect(filing([]).refusals).toEqual([])
    expect(filesIn(filing([]).events)).toEqual([])
  })

  it.each([
    ['of other bytes', { ...scan, sha256: 'b'.repeat(64) }],
    ['of another length', { ...scan, sizeBytes: 1_001 }],
    ['of another kind', { ...scan, mediaType: 'image/png' }],
  ])('A24 %s than what is there is refused on its field', (_, there) => {
    expect(filing([scan], [there]).refusals).toMatchObject([{ rule: 'A24', code: 'file-not-there', fields: ['attachments'] }])
  })

  it('A24 that nothing is said of is not there', () => expect(filing([scan], []).codes).toEqual(['file-not-there']))

  it('A24 of one hundred mebibytes is taken, and one byte more is refused, unless the number was changed', () => {
    const of = (sizeBytes: number) => [{ ...scan, sizeBytes }]
    expect(filing(of(100 * mebibyte)).codes).toEqual([])
    expect(filing(of(100 * mebibyte + 1)).codes).toEqual(['file-too-large'])
    expect(filing(of(3 * mebibyte), undefined, { fileMebibytesMax: 2 }).codes).toEqual(['file-too-large'])
    expect(filing(of(2 * mebibyte), undefined, { fileMebibytesMax: 2 }).codes).toEqual([])
  })

  it.each([
    ['text/html', 'a.html', ['file-kind-not-taken']],
    ['image/svg+xml', 'a.svg', ['file-kind-not-taken']],
    ['application/x-msdownload', 'a.exe', ['file-kind-not-taken']],
    ['text/plain', 'a.exe', ['file-ending-not-its-kind']],
    ['application/pdf', 'a.pdf.html', ['file-ending-not-its-kind']],
    ['image/jpeg', 'A.JPEG', []],
    ['text/csv', '名单.csv', []],
  ])('A24 %s named %s: %j', (mediaType, name, codes) => expect(filing([{ ...scan, mediaType, name }]).codes).toEqual(codes))

  it('has a plain name: no path, no second line, no sign that systems read otherwise', () => {
    for (const name of ['../a.pdf', 'a/b.pdf', 'a\\b.pdf', 'C:a.pdf', 'a\nb.pdf', '.a.pdf', 'a.pdf.', '', 'x'.repeat(151)])
      expect({ name, takes: fileNameShape.safeParse(name).success }).toEqual({ name, takes: false })
    for (const name of ['安全方案 (2026).pdf', "l'été.pdf", 'a..b.pdf']) expect(fileNameShape.parse(name)).toBe(name)
  })

  it('comes with no more than twenty', () => {
    const all = (count: number) => Array.from({ length: count }, (_, at) => ({ ...scan, sha256: String(at).padStart(64, '0') }))
    expect(attachmentsShape.safeParse(all(mostFiles)).success).toBe(true)
    expect(attachmentsShape.safeParse(all(mostFiles + 1)).success).toBe(false)
  })

  it('is known by the ending of its name', () => {
    expect(mediaTypeOf('a.PDF')).toBe('application/pdf')
    expect(mediaTypeOf('a')).toBeUndefined()
    expect(mediaTypeOf('a.zip')).toBeUndefined()
  })
})

interface Listed {
  readonly name: string
  readonly asks: z.ZodType
  readonly provided: readonly { readonly code: string; readonly fields: readonly string[] }[]
}

describe('the acts that take files', () => {
  const taking = cases.flatMap(({ acts }) =>
    (acts as unknown as readonly Listed[])
      .map(({ name, asks, provided }) => ({ name, fields: fileFields(asks), provided }))
      .filter(({ fields }) => fields.length > 0),
  )

  it('are those where the measures speak of materials', () => {
    const names = taking.map(({ name }) => name)
    for (const name of [
      'application.submit',
      'application.correct',
      'application.object',
      'deliberation.resolve',
      'authorization.sign-agreement',
      'authorization.report-rectification',
      'data-request.submit',
      'data-objection.raise',
      'person.sign-nda',
      'social-data.declare',
      'emergency-plan.file',
      'inspection.find',
      'inspection.answer-evidence',
      'assessment.answer-evidence',
      'report.submit',
      'complaint.file',
    ])
      expect(names).toContain(name)
  })

  it.each(taking)('$name holds each of its fields against what is there', ({ fields, provided }) => {
    for (const field of fields)
      expect(provided.filter(({ code, fields: marked }) => code === 'file-not-there' && marked[0] === field)).toHaveLength(1)
  })

  it('are done case by case: a file belongs to one', () => {
    for (const { name } of taking) expect(bulkActs).not.toHaveProperty([name])
  })
})
