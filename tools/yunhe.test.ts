import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigner, suites } from '@yunhe/keys'
import { noteSigner, openFileLog } from '@yunhe/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const base = mkdtempSync(join(tmpdir(), 'yunhe-tool-'))
const origin = 'yunhe.example/log'
const [log, gm] = [noteSigner(origin, newSigner('ed25519')), noteSigner(`${origin}/gm`, newSigner('sm2'))]
const sound = join(base, 'sound')

/** The SM3 log stands in `gm` beside the other and leaves its entries to it. */
beforeAll(async () => {
  for (const { suite, signer } of [
    { suite: suites.intl, signer: log },
    { suite: suites.gm, signer: gm },
  ]) {
    const folder = join(base, suite.name)
    const open = await openFileLog({ folder, origin: signer.name, suite, signers: [signer] })
    await Promise.all(Array.from({ length: 300 }, (_, index) => open.append(Buffer.from(`entry ${index}`))))
    await open.checkpoint()
    await open.close()
  }
  cpSync(join(base, 'intl', 'public'), sound, { recursive: true })
  cpSync(join(base, 'gm', 'public'), join(sound, 'gm'), { recursive: true })
  rmSync(join(sound, 'gm', 'tile', 'entries'), { recursive: true })
})
afterAll(() => rmSync(base, { recursive: true }))

const yunhe = (...words: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((done, failed) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'yunhe.ts'), ...words])
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
    child.on('error', failed)
    child.on('close', (code) => done({ code, said }))
  })

describe('yunhe verify', () => {
  it('says of a sound folder its size, its root and who signed', async () => {
    const { code, said } = await yunhe('verify', sound, '--key', log.vkey, '--key', gm.vkey)
    expect(said).toContain(`the SHA-256 log ${origin} verifies`)
    expect(said).toContain(`the SM3 log ${origin}/gm verifies`)
    expect(said).toContain('size       300')
    expect(said).toContain(`signed by  ${origin}`)
    expect(code).toBe(0)
  })

  it('says of the tree whose key was not given that its signatures were not checked, not that it failed', async () => {
    const { code, said } = await yunhe('verify', sound, '--key', log.vkey)
    expect(said).toContain(`the SHA-256 log ${origin} verifies`)
    expect(said).toContain(`the SM3 log ${origin}/gm is whole; its signatures were not checked`)
    expect(said).toContain(`not checked: no key of ${origin}/gm was given`)
    expect(said).not.toContain('does not verify')
    expect(code).toBe(0)
  })

  it('does not take a key that signed nothing for a proof', async () => {
    const stranger = noteSigner('yunhe.example/another', newSigner('ed25519'))
    const { code, said } = await yunhe('verify', sound, '--key', stranger.vkey)
    expect(said).toContain('no log here is signed by yunhe.example/another')
    expect(code).toBe(1)
    const impostor = noteSigner(origin, newSigner('ed25519'))
    const other = await yunhe('verify', sound, '--key', impostor.vkey)
    expect(other.said).toContain('the SHA-256 log does not verify')
    expect(other.code).toBe(1)
  })

  it('says so where nobody vouches for the root', async () => {
    const { code, said } = await yunhe('verify', sound)
    expect(said).toContain('nobody whose key was given')
    expect(code).toBe(0)
  })

  it('names the changed entry and ends with 1', async () => {
    const folder = join(base, 'changed')
    cpSync(sound, folder, { recursive: true })
    const file = join(folder, 'tile', 'entries', '000')
    const bytes = readFileSync(file)
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30)
    writeFileSync(file, bytes)
    const { code, said } = await yunhe('verify', folder, '--key', log.vkey, '--key', gm.vkey)
    expect(said).toMatch(/the SHA-256 log does not verify: entry 3 \(byte 29 of tile\/entries\/000\) differs from its leaf/)
    expect(said).toMatch(/the SM3 log does not verify: entry 3/)
    expect(code).toBe(1)
  })

  it('reads a log from behind a web server', async () => {
    const server = createServer((request, answer) => {
      try {
        answer.end(readFileSync(join(sound, request.url ?? '')))
      } catch {
        answer.writeHead(404).end()
      }
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      expect(await yunhe('verify', `http://127.0.0.1:${port}/`, '--key', log.vkey, '--key', gm.vkey)).toMatchObject({ code: 0 })
    } finally {
      server.close()
    }
    const { code, said } = await yunhe('verify', `http://127.0.0.1:${port}`)
    expect(said).toContain(`could not read http://127.0.0.1:${port}/checkpoint: the server does not answer`)
    expect(code).toBe(1)
  })

  it('ends with 2 where it was not understood', async () => {
    expect(await yunhe()).toMatchObject({ code: 2, said: expect.stringContaining('usage') })
    expect(await yunhe('verify', sound, '--key', 'nonsense')).toMatchObject({
      code: 2,
      said: expect.stringContaining('could not read "nonsense"'),
    })
  })
})
