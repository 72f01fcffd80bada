/** The log as strangers find it: its size, its checkpoint and the keys it is signed with. */
import { newestCheckpoint } from '../store/tiles.ts'
import { html } from './html.ts'
import { facts } from './page.ts'
import type { PublicPage } from './parts.ts'

export const logPage: PublicPage = async ({ db, checkpoints }, { words }) => {
  const [tree] = checkpoints.trees
  const newest = tree && (await newestCheckpoint(db, tree.origin))
  return {
    title: words.ledger,
    body: html`<p class="lead">${words.ledgerLead}</p>
${facts([
  [words.size, String(newest?.size ?? 0)],
  [words.checkpoint, html`<a href="/log/checkpoint">/log/checkpoint</a><pre>${newest?.note ?? ''}</pre>`],
  [words.verifierKeys, html`<pre>${checkpoints.trees.flatMap(({ signers }) => signers.map(({ vkey }) => vkey)).join('\n')}</pre>`],
])}`,
  }
}
