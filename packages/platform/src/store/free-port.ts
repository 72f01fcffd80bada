/** A port of the loopback that nobody holds at this moment. */
import { createServer } from 'node:net'

/** Zero lets the system choose; a number that is taken is refused. */
export const freePort = (wanted = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('could not find a free port')),
      )
    })
  })
