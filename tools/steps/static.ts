/** The steps that read the code and run none of it. */
import { existsSync, readdirSync } from 'node:fs'
import { asOne, exists, inRoot, runNode, type Step } from './step.ts'

const rooms = (): readonly string[] =>
  readdirSync(inRoot('packages'))
    .map((name) => `packages/${name}/src`)
    .filter((path) => existsSync(inRoot(path)))

const always = (): boolean => true

/** The rooms are built in their order; the console and the tests are leaves, whose declarations nobody reads. */
const projects: readonly (readonly string[])[] = [['-b'], ['-p', 'packages/console'], ['-p', 'tsconfig.tests.json']]

const checkTypes = async (): Promise<number> => {
  let worst = 0
  for (const words of projects) worst = Math.max(worst, await runNode(inRoot('node_modules/typescript7/bin/tsc'), words))
  return worst
}

export const types: Step = {
  name: 'types',
  title: 'TypeScript 7, every room with its own walls',
  isThere: always,
  run: () => asOne(checkTypes()),
}

export const lint: Step = {
  name: 'lint',
  title: 'Biome, rules and format',
  isThere: always,
  run: () => asOne(runNode(inRoot('node_modules/@biomejs/biome/bin/biome'), ['check', '--error-on-warnings'])),
}

export const plan: Step = {
  name: 'plan',
  title: 'who may import whom',
  isThere: always,
  run: () =>
    asOne(
      runNode(inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), ['--config', '.dependency-cruiser.mjs', ...rooms()]),
    ),
}

export const generated: Step = {
  name: 'generated',
  title: 'generated files are what their sources say',
  isThere: exists('tools/generate.ts'),
  run: () => asOne(runNode(inRoot('tools/generate.ts'), ['--check'])),
}
