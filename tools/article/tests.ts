/** The titles of tests that begin with the id of a rule, by the file they stand in. */
import { globSync, readFileSync } from 'node:fs'
import { inRoot, root } from '../steps/step.ts'

const titles = /(?:describe|it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g

const files = globSync(['packages/*/src/**/*.test.{ts,tsx}', 'packages/*/redteam/**/*.ts', 'tools/**/*.test.ts'], { cwd: root }).sort()

const found = files.flatMap((file) => [...readFileSync(inRoot(file), 'utf8').matchAll(titles)].map(([, , title = '']) => ({ file, title })))

/** `packages/law/src/…: W11-2 two years and one day is refused`. */
export const testsUnder = (id: string): readonly string[] =>
  found.filter(({ title }) => new RegExp(`\\b${id}\\b`).test(title)).map(({ file, title }) => `${file}: ${title}`)
