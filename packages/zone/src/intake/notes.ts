/** What is kept beside a version, sealed with it: its profile, how it was read, how it differed, how far its source was read. */
import type { Manifest } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import type { DriftNote } from './drift.ts'
import type { Chosen } from './formats.ts'
import type { Profile } from './profile.ts'

export type Notes = {
  readonly profile: Profile
  readonly drift: readonly DriftNote[]
  readonly chosen: Chosen
  readonly watermark?: string
}

/** @returns undefined for a version from before notes were kept */
export const notesOf = async (store: PartStore, manifest: Manifest): Promise<Notes | undefined> => {
  const bytes = await store.openPaper(manifest, 'notes')
  return bytes === undefined ? undefined : (JSON.parse(bytes.toString('utf8')) as Notes)
}
