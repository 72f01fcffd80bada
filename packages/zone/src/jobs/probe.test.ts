import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { canBuild } from './builders.ts'
import { type Isolation, isEnough, probeIsolation } from './probe.ts'

const heldIn = ({ probes }: Isolation) => probes.filter(({ held }) => held).map(({ probe }) => probe)
const everybodyReads = (path: string) =>
  promisify(execFile)('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'test', '-r', path]).then(
    () => true,
    () => false,
  )

describe('the isolation that is claimed is the isolation that was probed', () => {
  it('a plain child is called a plain child, and comes to no harm', async () => {
    const found = await probeIsolation(['plain'])
    expect(found.level).toBe('D')
    expect(heldIn(found)).not.toContain('no-network')
    await access(join(import.meta.dirname, 'probe-child.ts'), constants.R_OK)
  })

  it('another user with limits is C and no more', async ({ skip }) => {
    if (!canBuild('uid') || !(await everybodyReads(import.meta.filename)) || !(await everybodyReads(process.execPath)))
      skip('only root can become another user')
    expect((await probeIsolation(['uid'])).level).toBe('C')
  })

  it('a level is enough where it is at least what the decision demands', () => {
    expect([isEnough('A', 'B'), isEnough('B', 'B'), isEnough('C', 'B')]).toEqual([true, true, false])
  })
})
