/** Reads a log from behind any web server: what is not there is 404, everything else that is not 200 is a fault. */
import type { TileReader } from '@yunhe/ledger'

const largestBytes = 256 * 65_537

export const webTiles = (base: string): TileReader => ({
  read: async (path) => {
    const address = `${base.replace(/\/$/, '')}/${path}`
    const answer = await fetch(address, { signal: AbortSignal.timeout(30_000) }).catch((cause: unknown) => {
      throw new Error(`could not read ${address}: the server does not answer`, { cause })
    })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new Error(`could not read ${address}: the server answered ${answer.status}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (bytes.length > largestBytes) throw new Error(`could not read ${address}: ${bytes.length} bytes are more than a tile can have`)
    return bytes
  },
})
