import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../../packages/platform/src/store/free-port.ts'
import { isListening, type Program, supervise } from './supervise.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunhe-supervise-'))
const tidy: (() => unknown)[] = []
afterEach(async () => {
  for (const work of tidy.splice(0)) await work()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const until = async (happens: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await happens())) await new Promise((resolve) => setTimeout(resolve, 20))
}

const listener = `
  import { appendFileSync } from 'node:fs'
  import { createServer } from 'node:net'
  appendFileSync(process.env.LIVES, process.pid + '\\n')
  createServer().listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'))`

const program = async (name: string, script: string): Promise<Program & { readonly lives: () => readonly number[] }> => {
  const file = join(folder, `${name}.mjs`)
  const lives = join(folder, `${name}.lives`)
  const port = await freePort()
  writeFileSync(file, script)
  writeFileSync(lives, '')
  return {
    name,
    script: file,
    port,
    env: { PORT: String(port), LIVES: lives },
    lives: () => readFileSync(lives, 'utf8').split('\n').filter(Boolean).map(Number),
  }
}

describe('a supervised program', () => {
  it('is ready when it answers, lives again after it was killed, and is gone when stopped', async () => {
    const one = await program('steady', listener)
    const heard: string[] = []
    const supervised = supervise(one, (line) => heard.push(line))
    tidy.push(supervised.stop)
    await supervised.ready
    const [first = 0] = one.lives()
    process.kill(first, 'SIGKILL')
    await until(async () => one.lives().length === 2 && (await isListening(one.port)))
    expect(heard).toContain('steady | listening')
    expect(heard).toContain('steady ended (SIGKILL); starting it again in 0.5 s')
    await supervised.stop()
    expect(await isListening(one.port)).toBe(false)
    expect(one.lives().filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
  })

  it('that cannot start is given up after four times', async () => {
    const one = await program('broken', "throw new Error('no room')")
    const heard: string[] = []
    const supervised = supervise(one, (line) => heard.push(line))
    tidy.push(supervised.stop)
    await expect(supervised.ready).rejects.toThrow('could not start the broken: it ended 4 times (code 1)')
    expect(heard.join('\n')).toContain('broken | Error: no room')
  })

  it('is stopped while it waits for its next life', async () => {
    const one = await program('short', 'process.exit(3)')
    const supervised = supervise(one, () => {})
    supervised.ready.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 200))
    await supervised.stop()
  })

  it.skipIf(!existsSync('/usr/bin/setpriv'))('ends when its supervisor is killed', async () => {
    const one = await program('orphan', listener)
    const { lives: _lives, ...plain } = one
    const module = fileURLToPath(new URL('supervise.ts', import.meta.url))
    const script = `import { supervise } from ${JSON.stringify(module)}; await supervise(${JSON.stringify(plain)}, () => {}).ready; setInterval(() => {}, 1000)`
    const supervisor = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: 'ignore' })
    await until(() => isListening(one.port))
    supervisor.kill('SIGKILL')
    await until(async () => !(await isListening(one.port)))
  })
})
