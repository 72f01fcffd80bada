/** The functions of the masks that need a secret: each has a key of its own from the secret of the grant, held by the function and never by a statement. */
import { suites } from '@yunhe/keys'
import type { BatchFunction } from '../engine/batch.ts'
import { formatPreservingUnder } from './format-preserving.ts'
import { noiseUnder } from './noise.ts'
import { pseudonymUnder } from './pseudonym.ts'

/** @param secret of one grant; a new secret makes every pseudonym another, and none joins with what was written before */
export const keyedFunctions = (secret: Uint8Array): readonly BatchFunction[] => {
  const keyFor = (use: string) => suites.intl.kdf(secret, `yunhe/mask/1/${use}`, 32)
  return [pseudonymUnder(keyFor('pseudonym')), noiseUnder(keyFor('noise')), ...formatPreservingUnder(keyFor('format-preserving'))]
}
