/** Run inside a sandbox by `redteam/`: every way out that a process may try, each with how it ended. Never to be run without walls: some ways out leave a trace where they succeed. */
import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns'
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import process from 'node:process'

const [, , work = '/work', outsidePid = '1', secretFile = '', port = '0'] = process.argv

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed')
/** A task that answers `false` did not get what it wanted, though nothing stopped it. */
const tried = (task: () => unknown): string => {
  try {
    return task() === false ? 'nothing' : 'reached'
  } catch (error) {
    return codeOf(error)
  }
}

const connected = (where: { readonly host: string; readonly port: number } | { readonly path: string }) =>
  new Promise<string>((resolve) => {
    const socket = connect({ ...where, timeout: 2000 })
    const end = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end('reached'))
    socket.once('error', (error) => end(codeOf(error)))
    socket.once('timeout', () => end('timeout'))
  })

const sent = (host: string) =>
  new Promise<string>((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', (error) => resolve(codeOf(error)))
    socket.send('x', 53, host, (error) => {
      socket.close()
      resolve(error === null ? 'reached' : codeOf(error))
    })
  })

const resolved = () =>
  new Promise<string>((resolve) => {
    const resolver = new Resolver({ timeout: 500, tries: 1 })
    resolver.setServers(['192.0.2.53'])
    resolver.resolve4('example.com', (error) => resolve(error === null ? 'reached' : codeOf(error)))
  })

const opened = (path: string, flags = 'r+') => closeSync(openSync(path, flags))
const outside = Number(outsidePid)
const others = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
const ran = (program: string, ...words: readonly string[]) => {
  const { error, status } = spawnSync(program, words)
  if (error !== undefined) throw error
  return status === 0
}
const status = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1]

const closesOnStart = 0o2000000
const isInherited = (fd: string) => {
  const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0'
  return Number(fd) > 3 && (Number.parseInt(flags, 8) & closesOnStart) === 0
}
/** Without the one that the listing itself had open. */
const descriptors = () => readdirSync('/proc/self/fd').filter((fd) => existsSync(`/proc/self/fdinfo/${fd}`))

const answers = {
  'signal-zone': tried(() => process.kill(outside, 0)),
  'signal-all': tried(() => process.kill(-outside, 0)),
  'signal-first': tried(() => (process.pid === 1 ? false : process.kill(1, 0) && status('NSpid') === undefined)),
  'zone-memory': tried(() => opened(`/proc/${outside}/mem`, 'r')),
  'zone-environment': tried(() => readFileSync(`/proc/${outside}/environ`)),
  'zone-root': tried(() => readdirSync(`/proc/${outside}/root`)),
  'zone-descriptors': tried(() => readdirSync(`/proc/${outside}/fd`)),
  'own-environment': tried(() => Object.keys(process.env).some((name) => /YUNHE|KEY|SECRET|DATABASE/i.test(name))),
  'first-environment': tried(() => /YUNHE|DATABASE/.test(readFileSync('/proc/1/environ', 'utf8'))),
  'processes-outside': tried(() => others().some((pid) => /main\.ts|vitest/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))),
  // What Node opens for itself closes on the next start; what does not came from outside.
  // What Node opens for itself closes on the next start; what does not came from outside.
  descriptors: tried(() => descriptors().some(isInherited)),
  'first-descriptors': tried(() => readdirSync('/proc/1/fd').some((fd) => readlinkSync(`/proc/1/fd/${fd}`).includes('/yunhe-'))),
  capabilities: tried(() => !/^0+$/.test(status('CapEff') ?? '1')),
  'bounding-set': tried(() => status('NoNewPrivs') !== '1' && !/^0+$/.test(status('CapBnd') ?? '1')),
  'secret-file': tried(() => readFileSync(secretFile)),
  'secret-by-root': tried(() => readFileSync(`/proc/1/root${secretFile}`)),
  'secret-by-link': tried(() => {
    symlinkSync(secretFile, `${work}/link`)
    return readFileSync(`${work}/link`)
  }),
  'secret-by-hard-link': tried(() => linkSync(secretFile, `${work}/hard`)),
  'password-file': tried(() => readFileSync('/etc/shadow')),
  'home-folder': tried(() => readdirSync('/root').length > 0),
  'temporary-folder': tried(() => readdirSync('/tmp').some((name) => name.startsWith('yunhe'))),
  'write-source': tried(() => opened(import.meta.filename)),
  'write-engine': tried(() => opened('/app/node')),
  'write-root': tried(() => writeFileSync('/planted', 'x')),
  'write-libraries': tried(() => writeFileSync('/usr/lib/planted', 'x')),
  'kernel-settings': tried(() => opened('/proc/sys/kernel/core_pattern')),
  'kernel-trigger': tried(() => opened('/proc/sysrq-trigger', 'w')),
  'kernel-memory': tried(() => opened('/dev/mem', 'r')),
  'kernel-log': tried(() => opened('/dev/kmsg', 'r')),
  disk: tried(() => opened('/dev/sda', 'r')),
  'control-group': tried(() => mkdirSync('/sys/fs/cgroup/planted')),
  'user-map': tried(() => writeFileSync('/proc/self/uid_map', '0 0 1')),
  'become-root': tried(() => process.setuid?.(0)),
  'become-root-group': tried(() => process.setgid?.(0)),
  'run-mount': tried(() => ran('/bin/mount', '-t', 'tmpfs', 'tmpfs', work)),
  'run-namespace': tried(() => ran('/usr/bin/unshare', '--user', '--map-root-user', '/bin/true')),
  'run-enter': tried(() => ran('/usr/bin/nsenter', '--target', '1', '--mount', '/bin/true')),
  'run-shell': tried(() => ran('/bin/sh', '-c', 'true')),
  'run-su': tried(() => ran('/bin/su', '-c', 'true')),
  'raise-priority': tried(() => ran('/usr/bin/nice', '-n', '-20', '/bin/true')),
  'trace-zone': tried(() => readFileSync(`/proc/${outside}/stack`)),
  'large-file': tried(() => {
    // The signal that would end this process at the limit is left alone, so that the write itself must answer.
    process.on('SIGXFSZ', () => undefined)
    const fd = openSync(`${work}/large`, 'w')
    return writeSync(fd, 'x', 3 * 1024 ** 3) > 0
  }),
  tcp: await connected({ host: '127.0.0.1', port: Number(port) }),
  'tcp-ipv6': await connected({ host: '::1', port: Number(port) }),
  'tcp-far': await connected({ host: '192.0.2.1', port: 443 }),
  'tcp-metadata': await connected({ host: '169.254.169.254', port: 80 }),
  udp: await sent('192.0.2.1'),
  dns: await resolved(),
  'unix-abstract': await connected({ path: '\0yunhe-canary' }),
  'unix-docker': await connected({ path: '/var/run/docker.sock' }),
  'unix-bus': await connected({ path: '/run/dbus/system_bus_socket' }),
  interfaces: tried(() => Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal))),
}
writeSync(3, `${JSON.stringify(answers)}\n`)
process.exit(0)
