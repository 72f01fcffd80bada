import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inRoot } from './steps/step.ts'

/** A project whose only package is its own workspace: npm needs nothing from outside to install it. */
let project = ''
const at = (...parts: readonly string[]): string => join(project, ...parts)

const put = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

const lockFile = {
  name: 'small',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'small', version: '1.0.0', workspaces: ['packages/*'] },
    'node_modules/@small/room': { resolved: 'packages/room', link: true },
    'packages/room': { name: '@small/room', version: '1.0.0' },
  },
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'yunhe-run-'))
  put('package.json', JSON.stringify({ name: 'small', version: '1.0.0', type: 'module', workspaces: ['packages/*'] }))
  put('package-lock.json', JSON.stringify(lockFile))
  put('packages/room/package.json', JSON.stringify({ name: '@small/room', version: '1.0.0' }))
  put('tools/say.ts', "const words: readonly string[] = process.argv.slice(2)\nconsole.log(words.join('+'))\nprocess.exit(7)\n")
  put(
    'tools/wait.ts',
    "process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(0) })\nconsole.log('waiting')\nsetInterval(() => {}, 1000)\n",
  )
  cpSync(inRoot('tools/run.mjs'), at('tools/run.mjs'))
  cpSync(inRoot('tools/run'), at('tools/run'), { recursive: true })
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

const launch = (...words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [at('tools/run.mjs'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] })

const ended = (child: ChildProcess): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const heard = { out: '', err: '' }
    child.stdout?.on('data', (chunk) => (heard.out += chunk))
    child.stderr?.on('data', (chunk) => (heard.err += chunk))
    child.on('close', (code) => resolve({ code, ...heard }))
  })

const installs = /Installing the packages/

describe('the door to the tools', () => {
  it('installs what the lock file names, once, and gives words and exit code through', async () => {
    const first = await ended(launch('say', 'one', 'two words'))
    expect(first).toMatchObject({ code: 7, err: expect.stringMatching(installs) })
    expect(first.out).toMatch(/^one\+two words$/m)
    expect(existsSync(at('node_modules/@small/room'))).toBe(true)
    const second = await ended(launch('say', 'again'))
    expect(second).toMatchObject({ code: 7, out: 'again\n', err: '' })
  })

  it('installs again when the lock file changes', async () => {
    await ended(launch('say'))
    put(
      'package-lock.json',
      JSON.stringify({
        ...lockFile,
        packages: {
          ...lockFile.packages,
          'packages/hall': { name: '@small/hall', version: '1.0.0' },
          'node_modules/@small/hall': { resolved: 'packages/hall', link: true },
        },
      }),
    )
    put('packages/hall/package.json', JSON.stringify({ name: '@small/hall', version: '1.0.0' }))
    expect((await ended(launch('say'))).err).toMatch(installs)
    expect(existsSync(at('node_modules/@small/hall'))).toBe(true)
  })

  it('leaves an install alone that somebody made by hand and that holds the same', async () => {
    await ended(launch('say'))
    rmSync(at('node_modules/.yunhe-lock'))
    expect((await ended(launch('say'))).err).toBe('')
    expect(readFileSync(at('node_modules/.yunhe-lock'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('lets one install while the other waits, when two begin together', async () => {
    const both = await Promise.all([ended(launch('say', 'a')), ended(launch('say', 'b'))])
    expect(both.map(({ code }) => code)).toEqual([7, 7])
    expect(both.filter(({ err }) => installs.test(err))).toHaveLength(1)
  })

  it('takes over from an installer that died', async () => {
    put('.cache/installing', '4194305')
    expect((await ended(launch('say', 'alive'))).out).toContain('alive')
  })

  it('passes a signal on to the tool', async () => {
    await ended(launch('say'))
    const child = launch('wait')
    const end = ended(child)
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 0, out: expect.stringContaining('asked to stop') })
  })

  it('names the tools there are when asked for one there is not', async () => {
    expect(await ended(launch('dance'))).toMatchObject({ code: 1, err: 'there is no tool called dance; there are: say, wait\n' })
  })
})
