/** The face of the ledger room: entries, trees, checkpoints, tiles, proofs, witnesses; bytes and time, and no law. */
export { type Checkpoint, checkpointFrom, checkpointText, type OpenedCheckpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts'
export { drawnOrder, drawSeed } from './draw.ts'
export { canonicalBytes, type Entry, entryBytes, entryFrom, isPayloadOf, newSalt, payloadHash, payloadHashOf, saltBytes } from './entry.ts'
export { type FileLog, openFileLog } from './filelog.ts'
export type { FileLogPlace } from './filelog-recover.ts'
export { hashBytes, type TreeHash, treeHash } from './hashing.ts'
export {
  cosignatureVerifier,
  cosigner,
  type NoteSigner,
  type NoteVerifier,
  noteSigner,
  noteVerifier,
  type OpenedNote,
  openNote,
  signNote,
  verifierFromVkey,
} from './note.ts'
export { type CheckedProof, checkProofFile, type ProofFile, proofFileFrom, proofFileText } from './proof-file.ts'
export {
  isSubtree,
  type Proof,
  proveConsistency,
  proveInclusion,
  proveSubtreeConsistency,
  proveSubtreeInclusion,
  type Range,
  rangeRoot,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './proofs.ts'
export { bundleFiles, bundleStart, noteOf, type PublishedFile, publishCheckpoint, publishFiles, tileFile } from './publish.ts'
export { folderTiles, type HashReader, readEntries, readTile, type TileReader, type TileStore, tileHashes } from './tile-store.ts'
export {
  bundleBytes,
  checkpointPath,
  entriesFrom,
  entriesPath,
  hashesFrom,
  maxEntryBytes,
  type Tile,
  tileBytes,
  tilePath,
  tileWidth,
} from './tiles.ts'
export { appendLeaves, type Edge, edgeAt, edgeBytes, edgeFrom, emptyEdge, type Growth, rootOf } from './tree.ts'
export { type Checking, type LogFault, type LogReport, verifyLog } from './verify.ts'
export { type Answer, addCheckpoint, addCheckpointBody, type Seen, type Witness, type WitnessMemory } from './witness.ts'
