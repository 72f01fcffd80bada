/** A step of the checks: what it is called, what it runs, and how its result is counted. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const inRoot = (...parts: readonly string[]): string => join(root, ...parts)

export type Count = {
  readonly passed: number
  readonly failed: number
  /** The titles of what failed: said again at the very end, where a cut record of the run still has them. */
  readonly broken?: readonly string[]
  /** The titles of what failed beside others and passed in a second try: no failure, but not hidden either. */
  readonly unsteady?: readonly string[]
}

export type Step = {
  readonly name: string
  readonly title: string
  /** False where what it checks is not in this project yet. */
  readonly isThere: () => boolean
  readonly run: () => Promise<Count>
}

/** Runs a program of the packages with the Node that runs us; its output goes straight to the screen. A signal ends it first and then us. */
export const runNode = (script: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const letGo = passSignals(child)
    child.on('error', reject)
    child.on('exit', (code) => {
      if (letGo() === 'asked to stop') process.exit(130)
      resolve(code ?? 1)
    })
  })

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const passSignals = (child: ChildProcess): (() => 'asked to stop' | 'went by itself') => {
  let outcome: 'asked to stop' | 'went by itself' = 'went by itself'
  const pass = (signal: NodeJS.Signals): void => {
    outcome = 'asked to stop'
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, pass)
  return () => {
    for (const signal of signals) process.off(signal, pass)
    return outcome
  }
}

/** A step without tests of its own counts as one. */
export const asOne = async (code: Promise<number>): Promise<Count> =>
  (await code) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

export const add = (one: Count, other: Count): Count => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  broken: [...(one.broken ?? []), ...(other.broken ?? [])],
  unsteady: [...(one.unsteady ?? []), ...(other.unsteady ?? [])],
})

export const runSteps = async (steps: readonly Step[]): Promise<Count> => {
  let total: Count = { passed: 0, failed: 0 }
  for (const step of steps) {
    const count = await runStep(step)
    const inStep = (title: string): string => `${step.name}: ${title}`
    const broken = count.failed === 0 ? [] : count.broken?.length ? count.broken.map(inStep) : [step.name]
    total = add(total, { ...count, broken, unsteady: (count.unsteady ?? []).map(inStep) })
  }
  name('Passed in a second try only', total.unsteady)
  name('Failed', total.broken)
  return total
}

const name = (what: string, titles: readonly string[] = []): void => {
  if (titles.length > 0) console.log(`\n${what}:\n${titles.map((title) => `  ${title}`).join('\n')}`)
}

const runStep = async (step: Step): Promise<Count> => {
  console.log(`\n== ${step.name}: ${step.title}`)
  if (!step.isThere()) {
    console.log('not in this project yet')
    return { passed: 0, failed: 0 }
  }
  const begun = performance.now()
  const count = await step.run()
  console.log(`-- ${step.name}: ${count.passed} passed, ${count.failed} failed, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return count
}

export const exists =
  (...parts: readonly string[]) =>
  (): boolean =>
    existsSync(inRoot(...parts))

/** The last line is for machines; alone on its line, whatever was printed before. */
export const finish = (total: Count): void => {
  process.exitCode = total.failed === 0 ? 0 : 1
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
}
