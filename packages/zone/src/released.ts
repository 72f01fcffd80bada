/** What was released to each operator, as numbers of rows and keyed numbers of subjects, sealed under a scope that outlives its workspaces (article 16). */
import type { KeyProvider } from '@yunhe/keys'
import { type Look, type Members, membersIn, packed, unpacked } from './jobs/members.ts'
import type { Roster } from './outputs/division.ts'
import type { Compared, Release } from './outputs/release.ts'
import { type Scope, scopeShape } from './store/manifest.ts'
import { openVault, type Vault } from './vault.ts'

/** The drawers of all operators of a zone. */
export interface Drawing {
  readonly vault: Vault
  readonly keys: KeyProvider
  readonly remembered: Map<string, readonly Compared[]>
}

export const openDrawing = (folder: string, keys: KeyProvider): Drawing => ({
  vault: openVault(folder, keys, releasedScope),
  keys,
  remembered: new Map(),
})

export const releasedScope = (drawer: string): Scope => scopeShape.parse(`released/${drawer}`)

export interface Drawer {
  readonly releases: () => Promise<readonly Compared[]>
  /** Answers it as later ones are held against it. */
  readonly keep: (id: string, release: Release, members: Members) => Promise<Compared>
  readonly hasRoster: (name: string) => Promise<boolean>
  readonly keepRoster: (name: string, roster: Roster) => Promise<void>
  readonly roster: (name: string) => Promise<Roster | undefined>
  readonly hasAmounts: (name: string) => Promise<boolean>
  readonly keepAmounts: (name: string, amounts: Uint16Array) => Promise<void>
  readonly amounts: (name: string) => Promise<Uint16Array | undefined>
}

/** A key that was destroyed does not come back: who is authorized again gets a drawer of its own number. */
const nameOf = async ({ keys }: Drawing, operator: string): Promise<string> => {
  const plain = operator.toLowerCase()
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? plain : `${plain}.${number}`
    if ((await keys.describe(releasedScope(name)))?.state !== 'destroyed') return name
  }
}

export const drawerOf = (drawing: Drawing, operator: string): Drawer => {
  const { vault, keys, remembered } = drawing
  const opened = async (): Promise<string> => {
    const name = await nameOf(drawing, operator)
    if ((await keys.describe(releasedScope(name))) === undefined) await keys.create(releasedScope(name))
    return name
  }
  const releases = async (): Promise<readonly Compared[]> => {
    const name = await nameOf(drawing, operator)
    const known = remembered.get(name) ?? (await releasesIn(vault, name))
    remembered.set(name, known)
    return known
  }
  return {
    releases,
    keep: async (id, release, members) => {
      const name = await opened()
      const before = await releases()
      const alike = before.find(({ division }) => division !== undefined && division === release.division)
      const membersOf = (alike && heldUnder.get(alike)) ?? id
      if (membersOf === id) await vault.putBytes(name, `members-${id}`, packed(members))
      await vault.putText(name, `${prefix}${id}`, JSON.stringify({ ...release, membersOf }))
      const kept = comparedIn(vault, name, id, { ...release, membersOf })
      remembered.set(name, [...before, kept])
      lookedUp(`${name}/${id}`, members)
      return kept
    },
    hasRoster: async (roster) => (await vault.names(await nameOf(drawing, operator))).includes(`elements-${roster}`),
    keepRoster: async (roster, { elements, subjects }) => {
      const name = await opened()
      if (subjects !== undefined) await vault.putBytes(name, `subjects-${roster}`, bytesOf(subjects))
      await vault.putBytes(name, `elements-${roster}`, bytesOf(elements))
    },
    roster: async (roster) => {
      const name = await nameOf(drawing, operator)
      const names = await vault.names(name)
      if (!names.includes(`elements-${roster}`)) return undefined
      const elements = numbersIn(await vault.bytes(name, `elements-${roster}`))
      return names.includes(`subjects-${roster}`)
        ? { elements, subjects: numbersIn(await vault.bytes(name, `subjects-${roster}`)) }
        : { elements }
    },
    hasAmounts: async (amounts) => (await vault.names(await nameOf(drawing, operator))).includes(`amounts-${amounts}`),
    keepAmounts: async (name, amounts) => vault.putBytes(await opened(), `amounts-${name}`, bytesOf(amounts)),
    amounts: async (amounts) => {
      const name = await nameOf(drawing, operator)
      if (!(await vault.names(name)).includes(`amounts-${amounts}`)) return undefined
      return new Uint16Array(Uint8Array.from(await vault.bytes(name, `amounts-${amounts}`)).buffer)
    },
  }
}

/** Destroys what was released to these operators: the key first, then the files. Answers the names of what is gone. */
export const emptyDrawers = async (drawing: Drawing, operators: readonly string[]): Promise<readonly string[]> => {
  const gone: string[] = []
  for (const operator of operators) {
    const name = await nameOf(drawing, operator)
    if ((await drawing.keys.describe(releasedScope(name))) === undefined) continue
    await drawing.keys.destroy(releasedScope(name))
    await drawing.vault.remove(name)
    drawing.remembered.delete(name)
    gone.push(releasedScope(name))
  }
  return gone
}

const prefix = 'release-'

/** Releases of one division have the same people in their cells: these are held once, under the first of them. */
interface Held extends Release {
  readonly membersOf?: string
}

const heldUnder = new WeakMap<Compared, string>()

const comparedIn = (vault: Vault, name: string, id: string, { membersOf = id, ...release }: Held): Compared => {
  const compared: Compared = {
    ...release,
    members: async () => unpacked(await vault.bytes(name, `members-${membersOf}`)),
    within: (look) => membersByRelease.get(look)?.get(`${name}/${id}`),
  }
  heldUnder.set(compared, membersOf)
  return compared
}

/** What was kept of a look goes from memory with the look, which goes with its job. */
const membersByRelease = new WeakMap<Look, Map<string, Members>>()

/** Without the cells of each row, which were only made to be written. */
const lookedUp = (release: string, { classed, names }: Members): void => {
  if (classed === undefined) return
  const known = membersByRelease.get(classed.look) ?? new Map<string, Members>()
  membersByRelease.set(classed.look, known.set(release, membersIn(classed, names)))
}

const releasesIn = async (vault: Vault, name: string): Promise<readonly Compared[]> => {
  const ids = (await vault.names(name)).filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
  return Promise.all(ids.map(async (id) => comparedIn(vault, name, id, JSON.parse(await vault.text(name, `${prefix}${id}`)) as Held)))
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength)
const numbersIn = (bytes: Uint8Array): BigUint64Array => new BigUint64Array(Uint8Array.from(bytes).buffer)
