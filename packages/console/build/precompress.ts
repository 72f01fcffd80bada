/** Writes .gz and .br beside every built text file, so that the platform sends them as they lie. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** index.html stays as it is: the platform writes a nonce into each answer. */
const isCompressible = (file: string) => /\.(m?js|css|svg)$/.test(file)

const compress = async (file: string) => {
  const content = await readFile(file)
  await writeFile(`${file}.gz`, await toGzip(content, { level: 9 }))
  await writeFile(`${file}.br`, await toBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}

export const precompress = (): Plugin => {
  const folder = { path: 'dist' }
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ build, root }) => {
      folder.path = join(root, build.outDir)
    },
    closeBundle: async () => {
      const files = await readdir(folder.path, { recursive: true })
      await Promise.all(files.filter(isCompressible).map((file) => compress(join(folder.path, file))))
    },
  }
}
