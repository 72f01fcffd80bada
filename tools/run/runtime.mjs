/** Finds a Node that runs TypeScript directly: the host's own, else the one that came from npm with the packages. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const oldest = [24, 7]

/** @param {string} version such as `v24.9.0` */
export const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** The path of the program; throws a sentence that says what to install when there is none. */
export const findRuntime = (root, host = { version: process.version, path: process.execPath, arch: process.arch }) => {
  if (isNewEnough(host.version)) return host.path
  const brought = join(root, 'node_modules', `node-linux-${host.arch}`, 'bin', 'node')
  if (!existsSync(brought))
    throw new Error(nothingFits(host.version, `${process.platform} ${host.arch} has no Node 24 on npm that we know`))
  const answer = spawnSync(brought, ['--version'], { encoding: 'utf8' })
  if (answer.status !== 0)
    throw new Error(
      nothingFits(host.version, `the Node that npm brought does not run here: ${answer.error?.message ?? answer.stderr.trim()}`),
    )
  return brought
}

const nothingFits = (version, why) =>
  `Yunhe needs Node ${oldest.join('.')} or newer and this is ${version}; ${why}. Install Node 24 and run the same command again.`
