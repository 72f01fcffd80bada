/** Names of entries, without those of cases that this reader may not see. */
import type { Actor } from '@yunhe/law'
import type { Db } from '../store/postgres.ts'
import { maySee } from './who.ts'

export const visibleRefs = async (db: Db, reader: Actor, refs: readonly string[]): Promise<readonly string[]> => {
  const seen = await Promise.all(refs.map(async (ref) => (await isVisible(db, reader, ref)) && ref))
  return seen.filter((ref) => ref !== false)
}

const isVisible = async (db: Db, reader: Actor, ref: string): Promise<boolean> => {
  const [, procedure = '', id = ''] = /^([^/]+)\/(.+)@\d+$/.exec(ref) ?? []
  return maySee(db, reader, procedure, id)
}
