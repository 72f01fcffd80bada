/** Step 15: the log of all this is checked as a stranger would, with one byte changed and without. */
import { suites } from '@yunhe/keys'
import { treeHash, verifierFromVkey, verifyLog } from '@yunhe/ledger'
import type { Teller } from './teller.ts'

const reader = (origin: string, tamper?: (path: string, bytes: Uint8Array) => Uint8Array) => ({
  read: async (path: string): Promise<Uint8Array | undefined> => {
    const answer = await fetch(`${origin}/log/${path}`)
    if (answer.status !== 200) return undefined
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return tamper ? tamper(path, bytes) : bytes
  },
})

export const theProof = async (story: Teller): Promise<void> => {
  story.chapter(15, '任何人核验存证日志', 'Anybody verifies the log')
  await story.settle()
  const { verifierKeys } = (await (await fetch(`${story.origin}/api/ledger`)).json()) as { verifierKeys: string[] }
  const hash = treeHash(suites.intl)
  const keys = verifierKeys.map(verifierFromVkey)
  const good = await verifyLog(reader(story.origin), { hash, keys })
  story.check(
    'ledger.verify',
    undefined,
    good.ok,
    good.ok ? `日志共 ${good.size} 条，逐条重算与检查点一致，签名有效。` : '',
    good.ok ? `${good.size} entries recomputed: they match the signed checkpoint` : `the log does not verify: ${good.fault}`,
  )
  const bad = await verifyLog(
    reader(story.origin, (path, bytes) =>
      path.startsWith('tile/entries/') ? bytes.map((byte, place) => (place === 500 ? byte ^ 1 : byte)) : bytes,
    ),
    { hash, keys },
  )
  story.check(
    'ledger.verify',
    undefined,
    !bad.ok,
    `改动一个字节即被指出：${bad.ok ? '' : bad.fault}`,
    `one changed byte is named: ${bad.ok ? '' : bad.fault}`,
  )
}
