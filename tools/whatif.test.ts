import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantedAuthorization } from '../packages/platform/src/scenes/admission.ts'
import { type TestedPlatform, testPlatform } from '../packages/platform/src/testing.ts'

const tool = fileURLToPath(new URL('whatif.ts', import.meta.url))

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
  await grantedAuthorization(tested)
})
afterAll(() => tested.stop())

const said = async (...words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> => {
  const env = { ...process.env, DATABASE_URL: tested.databaseUrl, YUNHE_FOLDER: tested.folder }
  const run = promisify(execFile)(process.execPath, [tool, ...words], { env })
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, text: stderr }),
  )
}

describe('npm run whatif', () => {
  it('W9-4 names the case whose notice was closed too early, with the rule and the days', async () => {
    const { code, text } = await said('--parameter', 'noticeWorkdays=7')
    expect(code).toBe(0)
    expect(text).toMatch(/refused {4}2026-03-10 {2}application\/.+@\d+ {2}Close the public notice\n {6}W9-4 the working days/)
    expect(text).toContain('NoticeOpened.until: "2026-03-09" -> "2026-03-11"')
    expect(text).toMatch(/rests on it {2}authorization\/.+ on application\//)
    expect(text).toContain('Nothing was changed.')
  })

  it('W9-4 names nothing for the number as it is', async () => {
    const { code, text } = await said('--parameter=noticeWorkdays=5')
    expect(code).toBe(0)
    expect(text).toContain('0 would have been refused, 0 recorded otherwise')
  })

  it.each([
    { words: [], says: 'there is no parameter called (nothing)' },
    { words: ['--parameter', 'nothing=1'], says: 'there is no parameter called nothing' },
    { words: ['--parameter', 'noticeWorkdays=many'], says: 'noticeWorkdays cannot be many' },
    { words: ['--parameter', 'noticeWorkdays=7', '--from', 'soon'], says: 'soon is no day' },
  ])('says what is wrong with $words', async ({ words, says }) => {
    const { code, text } = await said(...words)
    expect(code).toBe(2)
    expect(text).toContain(says)
  })
})
