import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from './steps/step.ts'

/** A small project with the same rooms, manifests and plan, in which every line of these tables is one file. */
const refused = [
  ['law/src/kernel/clock.ts', "import 'node:fs'", 'law-needs-zod-and-nothing-else'],
  ['law/src/kernel/key.ts', "import '@yunhe/keys'", 'law-needs-zod-and-nothing-else'],
  ['law/src/kernel/type.ts', "import type { Pool } from 'pg'", 'law-needs-zod-and-nothing-else'],
  ['law/src/admission/grant.ts', "import './appeal.ts'", 'a-case-learns-of-another-through-facts'],
  ['law/src/admission/call/deep.ts', "import '../appeal.ts'", 'a-case-learns-of-another-through-facts'],
  ['law/src/admission/lapse.ts', "import '../conduct/report.ts'", 'a-case-learns-of-another-through-facts'],
  ['keys/src/one.ts', "import './two.ts'", 'no-circles'],
  ['keys/src/three.ts', "import '@yunhe/ledger'", 'keys-stand-alone'],
  ['ledger/src/one.ts', "import '@yunhe/law/articles'", 'the-ledger-knows-no-law'],
  ['zone/src/one.ts', "import '@yunhe/platform/contract'", 'the-zone-knows-only-articles-and-its-orders'],
  ['zone/src/two.ts', "import '@yunhe/law'", 'the-zone-knows-only-articles-and-its-orders'],
  ['zone/src/three.ts', "import '@duckdb/node-api'", 'engines-stay-in-engine'],
  ['console/src/one.ts', "import '@yunhe/ledger'", 'the-console-knows-only-the-law-and-the-contract'],
  ['console/src/two.tsx', "import '../../platform/src/views/row.ts'", 'the-console-knows-only-the-law-and-the-contract'],
  ['platform/src/contract/one.ts', "import '../store/store.ts'", 'the-contract-knows-only-the-law'],
  ['platform/src/store/two.ts', "import 'fastify'", 'nothing-behind-the-door-knows-http'],
  ['platform/src/views/one.ts', "import '../http/route.ts'", 'nothing-behind-the-door-knows-http'],
  ['platform/src/commands/one.ts', "import '../views/row.ts'", 'writing-never-reads-views'],
  ['platform/src/views/two.ts', "import '../commands/perform.ts'", 'reading-never-touches-commands'],
  ['platform/src/http/one.ts', "import '../zone-link/link.ts'", 'only-reactions-touch-the-zone'],
  ['platform/src/commands/two.ts', "import '@yunhe/zone/node'", 'only-reactions-touch-the-zone'],
  ['platform/src/commands/three.ts', "import 'kysely'", 'sql-stays-in-store-projections-and-views'],
  ['platform/src/http/two.ts', "import 'pg'", 'sql-stays-in-store-projections-and-views'],
  ['platform/src/http/three.ts', "import 'vitest'", 'declared-dependencies-only'],
  ['platform/src/http/four.ts', "import './nowhere.ts'", 'nothing-unresolvable'],
] as const

const allowed = [
  ['law/src/admission/call.ts', "import 'zod'\nimport './call/window.ts'\nimport '../kernel/days.ts'"],
  ['console/src/env.d.ts', "import 'vite/client'"],
  ['law/src/admission/call.test.ts', "import 'vitest'\nimport './call.ts'\nimport './grant.ts'"],
  ['ledger/src/two.ts', "import '@yunhe/keys'"],
  ['zone/src/four.ts', "import '@yunhe/law/articles'\nimport '@yunhe/keys'\nimport './orders.ts'"],
  ['zone/src/engine/duckdb.ts', "import '@duckdb/node-api'"],
  ['console/src/three.tsx', "import '@yunhe/law'\nimport '@yunhe/platform/contract'"],
  ['platform/src/contract/two.ts', "import '@yunhe/law'\nimport 'zod'"],
  ['platform/src/http/five.ts', "import 'fastify'\nimport '../commands/perform.ts'\nimport '../views/row.ts'"],
  ['platform/src/reactions/one.ts', "import '../zone-link/link.ts'\nimport '@yunhe/zone/orders'\nimport '../commands/perform.ts'"],
  ['platform/src/views/three.ts', "import 'kysely'"],
] as const

const ground = {
  'law/src/index.ts': '',
  'law/src/articles.ts': '',
  'law/src/kernel/days.ts': '',
  'law/src/admission/call/window.ts': '',
  'law/src/admission/appeal.ts': '',
  'law/src/conduct/report.ts': '',
  'keys/src/index.ts': '',
  'keys/src/two.ts': "import './one.ts'",
  'ledger/src/index.ts': '',
  'zone/src/orders.ts': '',
  'zone/src/node.ts': '',
  'platform/src/contract/index.ts': '',
  'platform/src/store/store.ts': '',
  'platform/src/views/row.ts': '',
  'platform/src/http/route.ts': '',
  'platform/src/commands/perform.ts': '',
  'platform/src/zone-link/link.ts': '',
}

const rooms = ['law', 'keys', 'ledger', 'zone', 'platform', 'console']
const strangers = ['zod', 'fastify', 'kysely', 'pg', 'vitest', '@duckdb/node-api']
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'yunhe-plan-')))
const at = (...parts: readonly string[]): string => join(folder, ...parts)

const put = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), `${text}\nexport {}\n`)
}

const build = (): void => {
  cpSync(inRoot('.dependency-cruiser.mjs'), at('.dependency-cruiser.mjs'))
  cpSync(inRoot('package.json'), at('package.json'))
  for (const [path, text] of [...Object.entries(ground), ...refused, ...allowed]) put(`packages/${path}`, text)
  mkdirSync(at('node_modules/@yunhe'), { recursive: true })
  for (const room of rooms) {
    cpSync(inRoot('packages', room, 'package.json'), at('packages', room, 'package.json'))
    symlinkSync(at('packages', room), at('node_modules/@yunhe', room))
  }
  for (const name of strangers) {
    put(`node_modules/${name}/index.js`, '')
    writeFileSync(at('node_modules', name, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js', type: 'module' }))
  }
  put('node_modules/vite/client.d.ts', '')
  writeFileSync(
    at('node_modules/vite/package.json'),
    JSON.stringify({ name: 'vite', version: '1.0.0', exports: { './client': { types: './client.d.ts' } } }),
  )
}

type Report = { readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] } }

const cruiser = (...words: readonly string[]): number => {
  const program = inRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const sources = rooms.map((room) => `packages/${room}/src`)
  return endOf(() =>
    execFileSync(process.execPath, [program, '--config', '.dependency-cruiser.mjs', ...words, ...sources], { cwd: folder, stdio: 'pipe' }),
  )
}

type Findings = (file: string) => readonly string[]

const findings = (): Findings => {
  cruiser('-T', 'json', '-f', 'report.json')
  const { violations } = (JSON.parse(readFileSync(at('report.json'), 'utf8')) as Report).summary
  return (file) => violations.filter(({ from }) => from === `packages/${file}`).map(({ rule }) => rule.name)
}

const endOf = (work: () => unknown): number => {
  try {
    work()
    return 0
  } catch (error) {
    return (error as { readonly status: number }).status
  }
}

describe('the import plan', () => {
  let rulesBrokenIn: Findings
  beforeAll(() => {
    build()
    rulesBrokenIn = findings()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(refused)('%s: %s is refused as %s', (file, _text, rule) => {
    expect(rulesBrokenIn(file)).toContain(rule)
  })

  it.each(allowed)('%s is allowed', (file) => {
    expect(rulesBrokenIn(file)).toEqual([])
  })

  it('fails the build where it is broken', () => {
    expect(cruiser()).not.toBe(0)
  })

  it('has a planted line for every rule', async () => {
    const plan = (await import(inRoot('.dependency-cruiser.mjs'))) as { default: { forbidden: readonly { name: string }[] } }
    const planted = new Set<string>(refused.map(([, , rule]) => rule))
    expect(plan.default.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([])
  })
})
