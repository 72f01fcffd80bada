/** A scene for intake and provisioning: a folder, a store with real keys, and files as a provider would write them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyProvider } from '@yunhe/keys'
import { fileKeyProvider, suites } from '@yunhe/keys'
import { openDataEngine, parquet } from '../engine/data.ts'
import type { DatasetContract } from '../orders.ts'
import { datasetScope } from '../store/manifest.ts'
import type { PartStore } from '../store/parts.ts'
import { partStore } from '../store/parts.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import { examine } from './examine.ts'
import { type Delivered, type Delivery, deliver as deliverInto } from './intake.ts'

export type IntakeScene = {
  readonly folder: string
  readonly keys: KeyProvider
  readonly store: PartStore
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>
  readonly end: () => Promise<void>
}

export const at = '2024-03-01T00:00:00.000Z'

export const intakeScene = async (): Promise<IntakeScene> => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-intake-'))
  const keys = fileKeyProvider({ folder: join(folder, 'keys'), rootKey: Buffer.alloc(32, 7), suite: suites.intl })
  return {
    folder,
    keys,
    store: partStore({ folder: join(folder, 'parts'), keys }),
    write: async (name, content) => {
      const file = join(folder, name)
      await writeFile(file, content)
      return file
    },
    end: () => rm(folder, { recursive: true }),
  }
}

/** A delivery examined in this process: what the walls add is tested where they stand. */
export const deliver = (delivery: Omit<Delivery, 'folder' | 'examine'>): Promise<Delivered> =>
  withPrivateFolder((folder) => deliverInto({ ...delivery, folder, examine }))

/** The rows of the version in force, in their order. */
export const storedRows = async (scene: IntakeScene, dataset: string): Promise<readonly (readonly unknown[])[] | undefined> =>
  withPrivateFolder(async (folder) => {
    const manifest = await scene.store.currentVersion(datasetScope(dataset))
    if (manifest === undefined) return undefined
    const files = (await scene.store.openParts(manifest, folder)).get(dataset) ?? []
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder, keepsOrder: true })
    try {
      return (await engine.rows(`SELECT * FROM ${parquet(files)}`)).map((row) => Object.values(row))
    } finally {
      engine.close()
    }
  })

const column = (
  name: string,
  type: DatasetContract['columns'][number]['type'],
  required = false,
  personal: DatasetContract['columns'][number]['personal'] = 'none',
): DatasetContract['columns'][number] => ({ name, type, required, personal })

export const flightsContract: DatasetContract = {
  dataset: 'flights',
  provider: 'transport-bureau',
  grade: 'general-2',
  columns: [
    column('date', 'timestamp', true),
    column('delay', 'integer'),
    column('distance', 'integer', true),
    column('origin', 'text', true),
    column('destination', 'text', true),
  ],
}

export const censusContract: DatasetContract = {
  dataset: 'census',
  provider: 'statistics-bureau',
  grade: 'general-3',
  columns: [
    column('sex', 'text', true, 'quasi-identifier'),
    column('age', 'integer', true, 'quasi-identifier'),
    column('race', 'text', true, 'sensitive'),
    column('marital_status', 'text', true, 'quasi-identifier'),
    column('education', 'text', true, 'quasi-identifier'),
    column('native_country', 'text', false, 'quasi-identifier'),
    column('workclass', 'text'),
    column('occupation', 'text'),
    column('salary_class', 'text', true, 'sensitive'),
  ],
}

export const residentsContract: DatasetContract = {
  dataset: 'residents',
  provider: 'public-security-bureau',
  grade: 'general-3',
  columns: [
    column('id_number', 'text', true, 'identifier'),
    column('name', 'text', true, 'identifier'),
    column('born_on', 'date', true, 'quasi-identifier'),
    column('income', 'number', false, 'sensitive'),
  ],
  subject: { column: 'id_number', oneRow: true },
}
