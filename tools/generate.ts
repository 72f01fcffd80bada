/** `npm run generate` writes the documents that list things, from the values that run; with `--check` it only says which are stale. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { allDocuments } from './generate/all.ts'
import { isStaleIn } from './generate/document.ts'
import { inRoot, root } from './steps/step.ts'

const stale = (await allDocuments()).filter(isStaleIn(root))

if (process.argv.includes('--check')) {
  for (const { path } of stale) process.stderr.write(`${path} is not what its sources say: run npm run generate\n`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(inRoot(path)), { recursive: true })
    writeFileSync(inRoot(path), text)
  }
  process.stdout.write(`${stale.length === 0 ? 'nothing has changed' : stale.map(({ path }) => `wrote ${path}`).join('\n')}\n`)
}
