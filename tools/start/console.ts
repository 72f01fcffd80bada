/** The console as files for the browser: built when it is missing or its sources have changed since. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../steps/step.ts'

const sources = [
  'package-lock.json',
  'packages/console/index.html',
  'packages/console/package.json',
  'packages/console/vite.config.ts',
  'packages/console/build',
  'packages/console/public',
  'packages/console/src',
  'packages/law/src',
  'packages/platform/src/contract',
]

/** True when it had to be built. */
export const ensureConsole = async (): Promise<boolean> => {
  const built = inRoot('packages/console/dist')
  const wanted = fingerprint()
  if (existsSync(join(built, stamp)) && readFileSync(join(built, stamp), 'utf8') === wanted) return false
  const fresh = `.cache/console-${process.pid}`
  await build(fresh)
  writeFileSync(inRoot(fresh, stamp), wanted)
  replace(inRoot(fresh), built)
  return true
}

/** Lies in the built folder itself: who empties the folder takes its claim along. */
const stamp = '.built-from'

/** Built aside and put in place whole: a build that fails or one beside it leaves no half of a console. */
const replace = (fresh: string, built: string): void => {
  const old = `${fresh}-old`
  if (existsSync(built)) renameSync(built, old)
  renameSync(fresh, built)
  rmSync(old, { recursive: true, force: true })
}

const fingerprint = (): string => {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesUnder(source))) hash.update(`${path}\n`).update(readFileSync(inRoot(path)))
  return hash.digest('hex')
}

const filesUnder = (path: string): readonly string[] => {
  if (!existsSync(inRoot(path))) return []
  if (statSync(inRoot(path)).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(inRoot(path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** What Vite prints is shown only when it fails. */
const build = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let heard = ''
    const child = spawn(
      process.execPath,
      [inRoot('node_modules/vite/bin/vite.js'), 'build', '--emptyOutDir', '--outDir', join('../..', folder)],
      { cwd: inRoot('packages/console') },
    )
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        heard += chunk
      })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`could not build the console:\n${heard}`))))
  })
