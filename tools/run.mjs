/** The one door to every tool: brings the packages and a Node that can run TypeScript, then hands over to `tools/<verb>.ts`. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePackages } from './run/packages.mjs'
import { findRuntime } from './run/runtime.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const support = /\.(test|spec)\.ts$|^(chromium|plan)\.ts$/

const verbs = () =>
  readdirSync(join(root, 'tools'))
    .filter((name) => name.endsWith('.ts') && !support.test(name))
    .map((name) => name.slice(0, -'.ts'.length))

const give = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** Signals that reach only this process still reach the tool; its exit code or signal becomes ours. */
const handOver = (runtime, tool, words) => {
  const env = { ...process.env, PATH: [dirname(runtime), process.env.PATH ?? ''].join(delimiter) }
  const child = spawn(runtime, [tool, ...words], { stdio: 'inherit', env, cwd: root })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => give(`could not start ${runtime}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

const [verb, ...words] = process.argv.slice(2)
if (verb === undefined || !/^[a-z]+$/.test(verb) || !existsSync(join(root, 'tools', `${verb}.ts`)))
  give(`there is no tool called ${verb ?? '(nothing)'}; there are: ${verbs().join(', ')}`)

try {
  await ensurePackages(root)
  handOver(findRuntime(root), join(root, 'tools', `${verb}.ts`), words)
} catch (error) {
  give(error instanceof Error ? error.message : String(error))
}
