/** An empty database of its own for a test, on a server that several test files share. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> }

/** @param likeUrl a database nobody is connected to, whose content it begins with */
export const freshDatabase = async (serverUrl: string, likeUrl?: string): Promise<FreshDatabase> => {
  const name = `fresh_${randomBytes(8).toString('hex')}`
  const template = likeUrl === undefined ? '' : ` template ${new URL(likeUrl).pathname.slice(1)}`
  await run(serverUrl, `create database ${name}${template}`)
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
