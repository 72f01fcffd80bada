/** The handbook: a chapter for everybody who signs in, and exactly the pictures it shows. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { roles } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import { languages } from '../packages/console/src/words/language.ts'
import { picturesFolder } from '../packages/console/tests/tasks/pictures.ts'
import { tasks } from '../packages/console/tests/tasks/table.ts'
import { demoAccounts } from '../packages/platform/src/demo.ts'
import { handbook } from './generate/handbook.ts'
import { inRoot } from './steps/step.ts'

const mostBytes = 6 * 1024 * 1024
const documents = handbook()
const shown = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file = '']) => normalize(join(dirname(path), file))),
)
const lying = languages.flatMap((language) =>
  existsSync(inRoot(picturesFolder, language))
    ? readdirSync(inRoot(picturesFolder, language)).map((file) => join(picturesFolder, language, file))
    : [],
)

describe('the handbook', () => {
  it('shows no picture that is missing, and none lies there that it does not show', () => {
    expect(shown.length).toBeGreaterThan(0)
    expect(lying.toSorted()).toEqual([...new Set(shown)].toSorted())
  })

  it('shows pictures that are WebP and small together', () => {
    for (const path of lying) {
      const bytes = readFileSync(inRoot(path))
      expect(bytes.subarray(0, 4).toString() + bytes.subarray(8, 12).toString(), path).toBe('RIFFWEBP')
    }
    expect(lying.reduce((sum, path) => sum + statSync(inRoot(path)).size, 0)).toBeLessThan(mostBytes)
  })

  it.each(roles.filter((role) => role !== 'platform'))(
    'has a chapter for %s in both languages, with a piece of work that is played',
    (role) => {
      for (const language of languages) expect(documents.map(({ path }) => path)).toContain(`docs/handbook/${language}/${role}.md`)
      expect(tasks.filter((task) => task.role === role)).not.toEqual([])
    },
  )

  it('tells nothing of the work that makes it up: no step names an address or a mark of the page', () => {
    for (const { path, text } of documents) expect(text, path).not.toMatch(/undefined|\[object|localhost|127\.0\.0\.1/)
  })
})

describe('the tasks', () => {
  it('have names of their own and an end that is seen', () => {
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length)
    for (const { id, steps } of tasks) {
      expect(steps.filter((step) => step.do === 'picture').length, id).toBeGreaterThan(0)
      expect(steps.findLast((step) => step.do !== 'picture')?.do, id).toBe('see')
    }
  })

  it('are done by accounts of the demonstration that hold the role of the chapter', () => {
    for (const { id, login, role } of tasks.filter((task) => task.login !== undefined))
      expect(demoAccounts.find((one) => one.login === login)?.roles, id).toContain(role)
  })
})
