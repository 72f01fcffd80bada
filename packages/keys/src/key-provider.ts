/** What a key store answers to, whether it is a folder, a device or a server: keys for scopes, and a scope is the unit of destruction. */

export interface DataKey {
  /** 32 bytes; to be forgotten after use. */
  readonly plain: Uint8Array
  /** The same key under its scope key: text that may lie in a database. */
  readonly wrapped: string
}

export interface KeyDescription {
  readonly scope: string
  readonly suite: string
  /** The version that wraps new data keys; older ones still unwrap. */
  readonly version: number
  readonly state: 'live' | 'destroyed'
  readonly fingerprint: string
}

export interface Destruction {
  readonly scope: string
  /** Of the version that was current. */
  readonly fingerprint: string
  /** Of all versions, oldest first. */
  readonly fingerprints: readonly string[]
  /** What the store says it did, in its own words; a certificate quotes it. */
  readonly answer: string
  readonly at: string
}

/** Scopes are named like `workspace/w1` or `dataset/flights@3`. Each call throws where the scope is unknown or destroyed. */
export interface KeyProvider {
  /** Throws where the scope exists or ever existed: a destroyed name does not come back. */
  readonly create: (scope: string) => Promise<KeyDescription>
  readonly generateDataKey: (scope: string) => Promise<DataKey>
  readonly decryptDataKey: (scope: string, wrapped: string) => Promise<Uint8Array>
  /** The same data key under the current version of its scope key. */
  readonly rewrap: (scope: string, wrapped: string) => Promise<string>
  readonly rotate: (scope: string) => Promise<KeyDescription>
  /** All versions at once, for ever. A second call finishes what a crash cut short and answers as the first. */
  readonly destroy: (scope: string) => Promise<Destruction>
  readonly describe: (scope: string) => Promise<KeyDescription | undefined>
}
