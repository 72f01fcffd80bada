/** An empty database of its own for a test, on a server that several test files share. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> }

export const freshDatabase = async (serverUrl: string): Promise<FreshDatabase> => {
  const name = `fresh_${randomBytes(8).toString('hex')}`
  await run(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(serverUrl, `drop database if exists ${name} with (force)`) }
}

const run = async (serverUrl: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
