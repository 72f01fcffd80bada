/** The face of the keys room: suites, signers, key stores and sealed files. */
export { randomBytes } from 'node:crypto'
export { createDurably, flushFolder, privateFolder, writeDurably } from './durable.ts'
export { type ByteStep, openFile, opening, sealFile, sealing } from './envelope.ts'
export { type FileKeyStore, fileKeyProvider } from './file-key-provider.ts'
export { loadOrCreateRootKey, loadOrCreateSigningKey } from './key-files.ts'
export type { DataKey, Destruction, KeyDescription, KeyProvider } from './key-provider.ts'
export { contentDigestIn, type PlaceOfPiece, placeOfPiece, type Received, type SentPiece } from './sent-pieces.ts'
export {
  newSigner,
  type Signer,
  type SigningKind,
  signerFrom,
  signerFromPem,
  signingKinds,
  type Verifier,
  verifierFrom,
} from './signing.ts'
export { sm2Identity, sm2SignatureDer, sm2SignatureRaw } from './sm2.ts'
export { type SigningPurpose, type Suite, type SuiteName, selfTestAll, suite, suiteNames, suites } from './suite.ts'
