import { newSigner } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { checkpointFrom, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { cosigner, noteSigner, openNote, partsOf, signatureLine, signNote, verifierFromVkey } from './note.ts'

const name = 'yunhe.example/log'
const log = noteSigner(name, newSigner('ed25519'))
const gm = noteSigner(name, newSigner('sm2'))
const witness = cosigner('witness.example', newSigner('ed25519'), () => 1_767_225_600)
const text = 'yunhe.example/log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'

describe('the published note', () => {
  const peter = verifierFromVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  const body = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const line = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

  it('of the Go checksum database opens with its key', () => {
    expect(openNote(`${body}\n${line}`, [peter])).toMatchObject({ ok: true, text: body, signedBy: [{ name: 'PeterNeumann' }] })
  })

  it('does not open when a letter of its text is changed', () => {
    expect(openNote(`${body.replace('think', 'thank')}\n${line}`, [peter])).toMatchObject({ ok: false, why: 'bad-signature' })
  })
})

describe('a note', () => {
  it('signed with Ed25519, SM2 and a cosignature opens for each key alone and for all', () => {
    const note = signNote(text, [log, gm, witness])
    for (const key of [log, gm, witness]) expect(openNote(note, [key])).toMatchObject({ ok: true, signedBy: [{ vkey: key.vkey }] })
    expect(openNote(note, [log, gm, witness])).toMatchObject({ ok: true, signedBy: [{}, {}, {}] })
  })

  it('is void when a known key signed badly, whoever else signed well', () => {
    const note = signNote(text, [log]) + signatureLine(gm, gm.sign('another\n'))
    expect(openNote(note, [log, gm])).toMatchObject({ ok: false, why: 'bad-signature', detail: expect.stringContaining(name) })
    expect(openNote(note, [log])).toMatchObject({ ok: true })
  })

  it('that only unknown keys signed is not signed', () => {
    expect(openNote(signNote(text, [noteSigner(name, newSigner('ed25519'))]), [log])).toMatchObject({ ok: false, why: 'not-signed' })
    expect(openNote(signNote(text, [log]), [])).toMatchObject({ ok: false, why: 'not-signed' })
  })

  it('a cosignature is bound to its time, and a signature of the log is no cosignature', () => {
    const signature = witness.sign(text)
    expect(witness.verify(text, signature)).toBe(true)
    const later = Buffer.from(signature)
    later.writeUInt8((later[7] ?? 0) ^ 1, 7)
    expect(witness.verify(text, later)).toBe(false)
    expect(witness.verify(text, log.sign(text))).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['no blank line', text],
    ['no signature', `${text}\n`],
    ['no last line end', `${text}\n\u2014 a AAAAAAAA`],
    ['a hyphen for the dash', `${text}\n- a AAAAAAAA\n`],
    ['a name with a plus', `${text}\n\u2014 a+b AAAAAAAA\n`],
    ['a signature that is only a key id', `${text}\n\u2014 a AAAAAA==\n`],
    ['base64 spelled otherwise', `${text}\n\u2014 a AAAAAAB=\n`],
    ['a tab', `a\tb\n\n\u2014 a AAAAAAAA\n`],
    ['a hundred and one signatures', `${text}\n${'\u2014 a AAAAAAAA\n'.repeat(101)}`],
  ])('with %s is malformed', (_, note) => {
    expect(openNote(note, [log])).toMatchObject({ ok: false, why: 'malformed' })
  })

  it('of a text without a line end is not signed', () => {
    expect(() => signNote('a', [log])).toThrow('could not sign a note')
    expect(partsOf(`${text}\n\u2014 a AAAAAAAA\n`)?.text).toBe(text)
  })
})

describe('a verifier key', () => {
  it('goes through its text and back', () => {
    for (const key of [log, gm, witness]) expect(verifierFromVkey(key.vkey).vkey).toBe(key.vkey)
  })

  it('whose base64 holds a plus is read whole', () => {
    let key = noteSigner(name, newSigner('ed25519'))
    while (!key.vkey.split('+').slice(2).join('+').includes('+')) key = noteSigner(name, newSigner('ed25519'))
    expect(verifierFromVkey(key.vkey).vkey).toBe(key.vkey)
  })

  it.each(['', 'a', 'a+00000000+AQ==', 'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'a b+c74f20a3+ARpc'])(
    '%s is refused',
    (vkey) => {
      expect(() => verifierFromVkey(vkey)).toThrow('as a verifier key')
    },
  )

  it('has a name without spaces and plus', () => {
    expect(() => noteSigner('a b', newSigner('ed25519'))).toThrow('could not name a key "a b"')
    expect(() => noteSigner(name, newSigner('es256'))).toThrow('could not sign notes with es256')
  })
})

describe('a checkpoint', () => {
  const root = Buffer.alloc(32, 9)

  it('opens as it was signed, with its extension lines', () => {
    const checkpoint = { origin: name, size: 7, root, extensions: ['zone z1'] }
    const opened = openCheckpoint(signCheckpoint(checkpoint, [log]), [log])
    expect(opened).toMatchObject({ ok: true, checkpoint: { origin: name, size: 7, extensions: ['zone z1'] } })
  })

  it.each([
    ['a leading zero', 'o\n07\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a sign', 'o\n-7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a size beyond what a number holds', 'o\n9007199254740992\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['no origin', '\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a short root', 'o\n7\nAAAA\n'],
    ['no root', 'o\n7\n'],
    ['an empty line', 'o\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n'],
  ])('with %s is none', (_, wrong) => {
    expect(checkpointFrom(wrong)).toBeUndefined()
  })

  it('that would be malformed is not signed', () => {
    expect(() => signCheckpoint({ origin: name, size: -1, root }, [log])).toThrow('could not sign a checkpoint')
    expect(openCheckpoint(signNote('just a note\n', [log]), [log])).toMatchObject({ ok: false, why: 'malformed' })
  })
})
