import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { publishedCall } from '../scenes/admission.ts'
import { testPlatform } from '../testing.ts'
import { entriesThatDiffer } from './audit.ts'
import { originOfLog } from './checkpoints.ts'
import type {} from './testing.ts'

describe('the table of entries is held against the published log', () => {
  it('names the entry whose row was changed, and nothing where none was', async () => {
    const scene = await testPlatform()
    try {
      const { db, checkpoints } = scene.running
      await checkpoints.caughtUp()
      expect(await entriesThatDiffer(db, { origin: originOfLog })).toEqual([])
      const { stream } = await db.selectFrom('entries').select('stream').where('leaf_index', '=', 0).executeTakeFirstOrThrow()
      await sql`update entries set canonical = convert_to(replace(convert_from(canonical, 'utf8'), '"by":"', '"by":"attacker-'), 'utf8') where leaf_index = 0`.execute(
        db,
      )
      expect(await entriesThatDiffer(db, { origin: originOfLog })).toEqual([`${stream}@1`])
      await publishedCall(scene)
      await checkpoints.caughtUp()
      expect(await entriesThatDiffer(db, { origin: originOfLog })).toEqual([`${stream}@1`])
    } finally {
      await scene.stop()
    }
  })
})
