/** The keys a program finds or makes at its first start: the root key and the signing keys, one private file each. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createDurably, privateFolder, refuseIfSharedFile } from './durable.ts'
import { newSigner, type Signer, type SigningKind, signerFromPem } from './signing.ts'

/** 32 bytes, as 64 hex digits and a line end. In production it comes from an HSM or from shares, and this file does not exist. */
export const loadOrCreateRootKey = (file: string): Uint8Array => {
  const text = loadOrCreate(file, () => `${randomBytes(32).toString('hex')}\n`).trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`could not read ${file}: a root key is 64 hex digits`)
  return Buffer.from(text, 'hex')
}

/** PKCS8 PEM. Throws where the file holds a key of another kind. */
export const loadOrCreateSigningKey = (file: string, kind: SigningKind): Signer => {
  const pem = loadOrCreate(file, () => pemOf(newSigner(kind)))
  try {
    return signerFromPem(kind, pem)
  } catch (cause) {
    throw new Error(`could not read ${file} as a ${kind} private key`, { cause })
  }
}

const pemOf = ({ privateKey }: Signer) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const loadOrCreate = (file: string, make: () => string): string => {
  privateFolder(dirname(file))
  if (!existsSync(file)) createDurably(file, make())
  refuseIfSharedFile(file)
  return readFileSync(file, 'utf8')
}
