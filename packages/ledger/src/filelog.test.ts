import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigner, suites } from '@yunhe/keys'
import { afterAll, describe, expect, it } from 'vitest'
import { openFileLog } from './filelog.ts'
import { treeHash } from './hashing.ts'
import { noteSigner } from './note.ts'
import { rootByDefinition, textEntries } from './testing.ts'
import { folderTiles } from './tile-store.ts'
import { verifyLog } from './verify.ts'

const base = mkdtempSync(join(tmpdir(), 'yunhe-filelog-'))
afterAll(() => rmSync(base, { recursive: true }))

const origin = 'yunhe.example/zone'
const signer = noteSigner(origin, newSigner('ed25519'))
const hash = treeHash(suites.intl)
let turn = 0
const newFolder = () => {
  turn += 1
  return join(base, `log-${turn}`)
}
const openIn = (folder: string) => openFileLog({ folder, origin, suite: suites.intl, signers: [signer] })
const filled = async (count: number) => {
  const folder = newFolder()
  const log = await openIn(folder)
  for (const entry of textEntries(count)) await log.append(entry)
  return { folder, log, file: join(folder, 'entries.log') }
}
const allOf = async (log: Awaited<ReturnType<typeof openIn>>) => {
  const all: Uint8Array[] = []
  for await (const { entry } of log.entries()) all.push(entry)
  return all
}

describe('a log in a folder', () => {
  it('gives entries their indexes, in order, and keeps them over a restart', async () => {
    const { folder, log } = await filled(3)
    expect(await Promise.all(textEntries(400).map(log.append))).toEqual(Array.from({ length: 400 }, (_, index) => index + 3))
    const root = log.root()
    await log.close()
    const again = await openIn(folder)
    expect(again.size()).toBe(403)
    expect(Buffer.from(again.root()).equals(root)).toBe(true)
    expect(Buffer.from(root).equals(rootByDefinition(hash, [...textEntries(3), ...textEntries(400)].map(hash.leaf)))).toBe(true)
    expect(await allOf(again)).toEqual([...textEntries(3), ...textEntries(400)])
    expect(await again.read(4)).toEqual(textEntries(2)[1])
    expect(await again.read(403)).toBeUndefined()
    await again.close()
  })

  it('has one writer', async () => {
    const { folder, log } = await filled(1)
    await expect(openIn(folder)).rejects.toThrow(/could not write here: process \d+ holds/)
    await log.close()
    await (await openIn(folder)).close()
  })

  it('takes a lock over that a dead process left', async () => {
    const { folder, log } = await filled(1)
    await log.close()
    writeFileSync(join(folder, 'lock'), '999999999 1')
    await (await openIn(folder)).close()
  })

  it('takes nothing after it was closed, and nothing too long', async () => {
    const { log } = await filled(1)
    await expect(log.append(Buffer.alloc(65_536))).rejects.toThrow('could not record an entry of 65536 bytes')
    expect(await log.append(Buffer.alloc(65_535))).toBe(1)
    await log.close()
    await expect(log.append(Buffer.from('late'))).rejects.toThrow('the log is closed')
  })

  it('is not changed by who changes the bytes that were handed over', async () => {
    const { log } = await filled(0)
    const mine = Buffer.from('mine')
    const recorded = log.append(mine)
    mine.fill(0)
    await recorded
    expect(Buffer.from((await log.read(0)) ?? []).toString()).toBe('mine')
    await log.close()
  })
})

describe('after a crash', () => {
  it('a torn tail is cut off and kept aside, and the log goes on', async () => {
    const { folder, log, file } = await filled(5)
    await log.close()
    const whole = readFileSync(file)
    for (const tail of [Buffer.of(0), Buffer.from('YHL\u0001'), whole.subarray(0, 45), Buffer.alloc(4096)]) {
      appendFileSync(file, tail)
      const again = await openIn(folder)
      expect(again.size()).toBe(5)
      await again.close()
      expect(readFileSync(file).equals(whole)).toBe(true)
    }
    expect(readdirSync(folder).some((name) => name.startsWith('torn-at-'))).toBe(true)
    const again = await openIn(folder)
    expect(await again.append(Buffer.from('on'))).toBe(5)
    await again.close()
  })

  it('damage before the end does not open', async () => {
    const { folder, log, file } = await filled(5)
    await log.close()
    const bytes = readFileSync(file)
    bytes.writeUInt8((bytes[60] ?? 0) ^ 1, 60)
    writeFileSync(file, bytes)
    await expect(openIn(folder)).rejects.toThrow(/could not open .*entries\.log: it is damaged after entry 0, at byte \d+/)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it('a file that was cut back below its checkpoint does not open', async () => {
    const { folder, log, file } = await filled(5)
    const before = readFileSync(file).length
    await log.append(Buffer.from('six'))
    await log.checkpoint()
    await log.close()
    truncateSync(file, before)
    await expect(openIn(folder)).rejects.toThrow('it holds 5 entries and its checkpoint says 6')
  })

  it('a file with other entries than its checkpoint does not open', async () => {
    const { folder, log } = await filled(5)
    await log.checkpoint()
    await log.close()
    const other = newFolder()
    const forged = await openIn(other)
    for (const entry of textEntries(5)) await forged.append(Buffer.concat([entry, Buffer.from('!')]))
    await forged.close()
    writeFileSync(join(folder, 'entries.log'), readFileSync(join(other, 'entries.log')))
    await expect(openIn(folder)).rejects.toThrow('its first 5 entries are not those of its checkpoint')
  })

  it('by signal 9 no acknowledged entry is lost', async () => {
    for (let round = 0; round < 3; round++) {
      const folder = newFolder()
      const acknowledged = await killedWriter(folder)
      const log = await openIn(folder)
      expect(acknowledged).toBeGreaterThan(0)
      expect(log.size()).toBeGreaterThanOrEqual(acknowledged)
      expect((await allOf(log)).slice(0, acknowledged).map((entry) => Buffer.from(entry).toString())).toEqual(
        Array.from({ length: acknowledged }, (_, index) => `written ${index}`),
      )
      await log.close()
    }
  }, 60_000)
})

/** Kills a process that appends, after it told of some hundred entries, and answers how many it had told of. */
const killedWriter = (folder: string) =>
  new Promise<number>((done, failed) => {
    const script = `
      import { openFileLog, noteSigner } from '@yunhe/ledger'
      import { newSigner, suites } from '@yunhe/keys'
      const log = await openFileLog({ folder: process.argv[1], origin: '${origin}', suite: suites.intl, signers: [noteSigner('${origin}', newSigner('ed25519'))] })
      for (let at = 0; ; at += 7) {
        await Promise.all(Array.from({ length: 7 }, (_, turn) => log.append(Buffer.from('written ' + (at + turn)))))
        process.stdout.write((at + 7) + '\\n')
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = ''
    child.stdout.on('data', (text) => {
      told += text
      if (told.split('\n').length > 40) child.kill('SIGKILL')
    })
    child.on('error', failed)
    child.on('exit', () => done(Number(told.split('\n').slice(0, -1).at(-1) ?? 0)))
  })

describe('publication', () => {
  it('is a log that strangers can check, at every size', async () => {
    const { folder, log } = await filled(0)
    const entries = textEntries(600)
    for (const to of [0, 1, 200, 256, 300, 600]) {
      await Promise.all(entries.slice(log.size(), to).map(log.append))
      await log.checkpoint()
      expect(await verifyLog(folderTiles(join(folder, 'public')), { hash, keys: [signer], origin })).toMatchObject({
        ok: true,
        size: to,
        signedBy: [origin],
      })
    }
    expect(await log.checkpoint()).toBe(await log.checkpoint())
    await log.close()
  })

  it('that was cut short before its checkpoint is done again', async () => {
    const { folder, log } = await filled(300)
    const first = await log.checkpoint()
    await Promise.all(textEntries(300).map(log.append))
    await log.checkpoint()
    writeFileSync(join(folder, 'public', 'checkpoint'), first)
    await log.close()
    const again = await openIn(folder)
    await again.checkpoint()
    expect(await verifyLog(folderTiles(join(folder, 'public')), { hash, keys: [signer] })).toMatchObject({ ok: true, size: 600 })
    await again.close()
  })
})
