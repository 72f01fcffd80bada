/** Run inside a sandbox to try its walls: each attempt must fail, and says how it failed. */
import { accessSync, closeSync, constants, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { connect } from 'node:net'

const [, , work = '/work', port = '0', canary = '/etc/passwd', outsidePid = '1'] = process.argv

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed')
const tried = (task: () => unknown): string => {
  try {
    task()
    return 'reached'
  } catch (error) {
    return codeOf(error)
  }
}

const connected = () =>
  new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), timeout: 1000 })
    const end = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end('reached'))
    socket.once('error', (error) => end(codeOf(error)))
    socket.once('timeout', () => end('timeout'))
  })

const processes = () => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length
  } catch {
    return 0
  }
}

const told = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
const limit = (name: string) => new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(told('/proc/self/limits'))?.[1] ?? 'unknown'

/** Opened for writing and never written: where the wall is missing, the file must come to no harm. */
const openForWriting = (path: string) => closeSync(openSync(path, 'r+'))

const answer = {
  connect: await connected(),
  canary: tried(() => readFileSync(canary)),
  root: tried(() => accessSync('/', constants.W_OK)),
  source: tried(() => openForWriting(import.meta.filename)),
  kernel: tried(() => openForWriting('/proc/sys/kernel/core_pattern')),
  work: tried(() => writeFileSync(`${work}/probe`, 'x')),
  outsideProcess: tried(() => process.kill(Number(outsidePid), 0)),
  processes: processes(),
  addressSpace: limit('Max address space'),
  fileSize: limit('Max file size'),
  inMemoryGroup: /yunhe-job-/.test(told('/proc/self/cgroup')),
}
writeSync(3, `${JSON.stringify(answer)}\n`)
// It stays until it is killed, so that from outside it can be seen whose its files are.
await new Promise((resolve) => process.stdin.on('close', resolve).resume())
process.exit(0)
