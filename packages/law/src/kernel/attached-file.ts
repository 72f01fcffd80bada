/** Article 24: what is said of a file that is handed in with an act. */

/** A file as the ledger knows it: never its content. */
export interface AttachedFile {
  /** May name a person: it rests sealed like every other text of the payload. */
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
}
