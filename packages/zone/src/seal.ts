/** Sealing takes away the right to unwrap: the ciphertext and the key stay, and nobody gets a data key (articles 15 and 19). */
import type { KeyProvider } from '@yunhe/keys'
import type { ZoneState } from './state.ts'
import { workspaceScope } from './store/manifest.ts'

/** The same key store, which hands out no data key of what is sealed or destroyed in the zone's own log. */
export const sealableKeys = (keys: KeyProvider, state: () => ZoneState): KeyProvider => {
  const refuseIfSealed = (scope: string): void => {
    const shut = [...state().workspaces].find(
      ([workspace, { stage }]) => workspaceScope(workspace) === scope && (stage === 'sealed' || stage === 'destroyed'),
    )
    if (shut !== undefined) throw new Error(`could not unwrap a data key of ${scope}: the workspace is ${shut[1].stage}`)
    const holding = state().shut.get(scope)
    if (holding !== undefined) throw new Error(`could not unwrap a data key of ${scope}: it is ${holding}`)
  }
  return {
    ...keys,
    generateDataKey: async (scope) => {
      refuseIfSealed(scope)
      return keys.generateDataKey(scope)
    },
    decryptDataKey: async (scope, wrapped) => {
      refuseIfSealed(scope)
      return keys.decryptDataKey(scope, wrapped)
    },
  }
}
