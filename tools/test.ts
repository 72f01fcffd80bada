/** `npm test`: every check there is; with words only those: a step, a ring of vitest, or a part of a test file's path. */
import { generated, lint, plan, types } from './steps/static.ts'
import { finish, runSteps, type Step } from './steps/step.ts'
import { browser, story, vitest } from './steps/suites.ts'

const rings = ['law', 'keys', 'house', 'ground', 'console']
const all: readonly Step[] = [types, lint, plan, generated, vitest(), story, browser]

const chosen = (words: readonly string[]): readonly Step[] => {
  const steps = all.filter(({ name }) => words.includes(name))
  const rest = words
    .filter((word) => !all.some(({ name }) => name === word))
    .map((word) => (rings.includes(word) ? `--project=${word}` : word))
  return rest.length === 0 ? steps : [...steps, vitest(rest)]
}

const words = process.argv.slice(2)
finish(await runSteps(words.length === 0 ? all : chosen(words)))
