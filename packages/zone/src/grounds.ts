/** What a zone stands on: its folder with keys, logs, parts and vault, opened once and closed once. */
import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import {
  fileKeyProvider,
  type KeyProvider,
  loadOrCreateRootKey,
  loadOrCreateSigningKey,
  privateFolder,
  type Signer,
  suite,
} from '@yunhe/keys'
import { type FileLog, noteSigner, openFileLog } from '@yunhe/ledger'

export interface ZoneFolder {
  readonly folder: string
  readonly keys: KeyProvider
  readonly signer: Signer
  readonly log: FileLog
  readonly meter: FileLog
  readonly close: () => Promise<void>
}

const signerIn = (folder: string): Signer => loadOrCreateSigningKey(join(folder, 'signing.pem'), 'ed25519')

/** The public half as PEM; the key is made where there is none yet. */
export const zonePublicKey = (folder: string): string =>
  createPublicKey(signerIn(folder).privateKey).export({ type: 'spki', format: 'pem' }).toString()

/** The locks of the two logs make sure that one process has the folder. */
export const openZoneFolder = async (folder: string, zone: string): Promise<ZoneFolder> => {
  privateFolder(folder)
  const used = suite('intl')
  const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: loadOrCreateRootKey(join(folder, 'root.key')), suite: used })
  const signer = signerIn(folder)
  const place = (name: string) => ({
    folder: join(folder, name),
    origin: `${zone}/${name}`,
    suite: used,
    signers: [noteSigner(`${zone}/${name}`, signer)],
  })
  const log = await openFileLog(place('log'))
  const meter = await openFileLog(place('meter')).catch(async (fault: unknown) => {
    await log.close()
    throw fault
  })
  return {
    folder,
    keys,
    signer,
    log,
    meter,
    close: async () => {
      await log.close()
      await meter.close()
    },
  }
}
