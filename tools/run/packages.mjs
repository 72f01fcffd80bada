/** Makes `node_modules` match `package-lock.json`, once, also when two commands begin together; no install script is relied on. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** What the stamp in `node_modules` must say: the lock file, and the machine the binaries were chosen for. */
const wanted = (root) =>
  createHash('sha256')
    .update(`${process.platform} ${process.arch}\n`)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

/** Whether an install that somebody made by hand already holds what the lock file names. */
export const holdsLockFile = (lock, installed) => {
  const names = Object.keys(lock.packages).filter((name) => name !== '')
  const same = (name) => {
    const want = lock.packages[name]
    const have = installed.packages[name]
    if (have === undefined) return Boolean(want.optional || want.devOptional)
    return plain(have.version) === plain(want.version) && (have.integrity ?? want.integrity) === want.integrity
  }
  return names.every(same) && Object.keys(installed.packages).every((name) => name in lock.packages)
}

/** The packages of Node itself call their version `v24…` where the lock file says `24…`. */
const plain = (version) => version?.replace(/^v/, '')

const alreadyThere = (root) => {
  const installed = read(join(root, 'node_modules', '.package-lock.json'))
  return installed !== undefined && holdsLockFile(JSON.parse(read(join(root, 'package-lock.json'))), JSON.parse(installed))
}

/** `npm run` tells which npm it is; outside of it the one on the path is taken. */
const npm = () => {
  const own = process.env.npm_execpath
  return own && /npm-cli\.[cm]?js$/.test(own) ? [process.execPath, own] : ['npm']
}

const install = (root) =>
  new Promise((resolve, reject) => {
    const [program, ...before] = npm()
    const words = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const child = spawn(program, [...before, ...words], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', (error) => reject(new Error(`could not run npm: ${error.message}`)))
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm ci ended with ${code}; the packages are not complete`))))
  })

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** One installer at a time; a lock whose owner is gone is taken over. */
const alone = async (root, work) => {
  const lock = join(root, '.cache', 'installing')
  mkdirSync(join(root, '.cache'), { recursive: true })
  for (let told = false; !take(lock); told = true) {
    if (!told) process.stderr.write('Another command is installing the packages; waiting for it. 另一条命令正在安装依赖，等待其完成。\n')
    await pause(500)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

const take = (lock) => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return leaveIfDead(lock)
  }
}

/** An empty lock is a second old or its writer died between two system calls. */
const leaveIfDead = (lock) => {
  const pid = Number(read(lock))
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  if (pid > 0 ? !isAlive(pid) : age > 1000) rmSync(lock, { force: true })
  return false
}

export const ensurePackages = async (root) => {
  const stamp = join(root, 'node_modules', '.yunhe-lock')
  if (read(stamp) === wanted(root)) return
  await alone(root, async () => {
    if (read(stamp) === wanted(root)) return
    if (!alreadyThere(root)) {
      process.stderr.write('Installing the packages that package-lock.json names (once) … 正在按 package-lock.json 安装依赖（仅首次）……\n')
      await install(root)
    }
    writeFileSync(stamp, wanted(root))
  })
}
