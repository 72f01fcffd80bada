/** Everything that can happen in a zone, as it stands in the zone's own log: ids, names and hashes, never data (article 16). */

import type { SnapshotFile } from './export/kinds.ts'
import type { DeliveryRefusalCode } from './intake/refusals.ts'
import type { Rhythm } from './intake/sources/timetable.ts'
import type { JobMeter } from './jobs/meter.ts'
import type { JobKind } from './jobs/work.ts'
import type { Examined, OrderRefusal, Quarantined, Receipt, SignedOrder, TraceAnswer } from './orders.ts'
import type { Lineage } from './sql/check.ts'
import type { ColumnOfTable } from './sql/tables.ts'
import type { DeliveryMode } from './store/manifest.ts'
import type { Relation } from './tripwire/relations.ts'
import type { Canaries } from './watermark/canaries.ts'

/** How a job came to its end, as the log tells it. */
export type JobEnd = 'done' | 'failed' | 'cancelled' | 'killed' | 'withheld'

export type ZoneAct =
  | { readonly type: 'zone-started'; readonly isolation: string }
  /** The order was verified and is now carried out. What closes something is closed from here on. */
  | { readonly type: 'order-received'; readonly order: SignedOrder; readonly orderHash: string }
  | {
      readonly type: 'order-turned-down'
      readonly orderId: string
      readonly orderHash: string
      readonly refusal: OrderRefusal
      readonly detail: string
    }
  /** Beyond the first of a minute, orders that the platform did not sign are counted and not recorded one by one. */
  | { readonly type: 'orders-not-recorded'; readonly from: string; readonly to: string; readonly count: number }
  /** The order has run. What opens something is open from here on. */
  | { readonly type: 'order-done'; readonly orderId: string; readonly receipt: Receipt }
  /** The query of a product was held against its workspace: what each of its columns comes from. */
  | { readonly type: 'product-checked'; readonly product: string; readonly version: number; readonly lineage: readonly Lineage[] }
  | {
      readonly type: 'delivery-begun'
      readonly delivery: string
      readonly dataset: string
      readonly format: string
      readonly person: string
      readonly organization: string
      readonly mode?: DeliveryMode
    }
  | {
      readonly type: 'delivery-ended'
      readonly delivery: string
      readonly dataset: string
      readonly outcome: 'accepted' | 'refused' | 'failed'
      readonly version: number
      readonly rows: number
      readonly rejectedRows: number
      /** Of the delivered file; empty where none came to its end. */
      readonly sha256?: string
    }
  /** A table of a source is read by itself from now on, in the place of what was set for the dataset before. */
  | {
      readonly type: 'pull-set'
      readonly dataset: string
      readonly source: string
      readonly table: string
      readonly mode: DeliveryMode
      readonly every: Rhythm
      readonly hour: number
      readonly person: string
      readonly organization: string
    }
  | { readonly type: 'pull-cancelled'; readonly dataset: string; readonly person: string; readonly organization: string }
  /** Its time has come; the delivery follows. */
  | { readonly type: 'pull-due'; readonly dataset: string }
  | {
      readonly type: 'pull-ended'
      readonly dataset: string
      readonly outcome: 'accepted' | 'refused' | 'failed'
      /** Of the refusals, each once. */
      readonly codes: readonly DeliveryRefusalCode[]
    }
  /** A file begins to come by pieces, which lie sealed under a key of its own until it ends. */
  | {
      readonly type: 'upload-begun'
      readonly upload: string
      readonly scope: string
      readonly sizeBytes: number
      readonly person: string
      readonly organization: string
    }
  /** It has come whole and is handed on, once: whatever becomes of the zone now, it is not handed on again. */
  | { readonly type: 'upload-handed-on'; readonly upload: string; readonly scope: string }
  | {
      readonly type: 'upload-ended'
      readonly upload: string
      readonly scope: string
      readonly outcome: 'delivered' | 'discarded' | 'expired' | 'shut' | 'failed'
      readonly receivedBytes: number
    }
  /** A sample that nothing was promised of was read, and nothing of it was kept. */
  | { readonly type: 'sample-read'; readonly format: string; readonly person: string; readonly organization: string }
  /** The steward fetches what was set aside of a version: places, reasons and shapes. */
  | {
      readonly type: 'set-aside-opened'
      readonly dataset: string
      readonly version: number
      readonly person: string
      readonly organization: string
    }
  /** A version that is older than is kept and that no workspace rests on: its own key goes, then its files. */
  | { readonly type: 'version-destruction-begun'; readonly dataset: string; readonly version: number }
  | {
      readonly type: 'version-destroyed'
      readonly dataset: string
      readonly version: number
      readonly keyFingerprint: string
      readonly keyStoreAnswer: string
      readonly objects: readonly { readonly object: string; readonly sizeBytes: number; readonly sha256: string }[]
    }
  /** A file of social data lies sealed in quarantine: what was found in it, by column. */
  | { readonly type: 'import-quarantined'; readonly import: string; readonly found: Quarantined }
  /** The texts of a job may name people: the log keeps their hash, the sealed papers of the workspace keep the texts. */
  | {
      readonly type: 'job-submitted'
      readonly job: string
      readonly workspace: string
      readonly person: string
      readonly organization: string
      /** Older entries have none: they are of kind `sql`. */
      readonly kind?: JobKind
      /** On the synthetic twins of the tables; on the tables themselves where it is left out. */
      readonly on?: 'data' | 'twin'
      /** Hash of what was asked. */
      readonly sqlHash: string
      /** By result column: the columns it is made of. The names of result columns are a person's words and stay out of the log. */
      readonly outputs?: readonly (readonly ColumnOfTable[])[]
      /** The model that it scores with. */
      readonly model?: string
    }
  /** What the run for a product took: it is billed, and counts among what its workspace took that day. */
  | {
      readonly type: 'product-ran'
      readonly job: string
      readonly workspace: string
      readonly product: string
      readonly version: number
      readonly meter: JobMeter
    }
  | { readonly type: 'job-cancelled'; readonly job: string; readonly workspace: string; readonly person: string }
  | {
      readonly type: 'job-ended'
      readonly job: string
      readonly workspace: string
      readonly end: JobEnd
      readonly code: string
      readonly rows: number
      readonly checks: readonly { readonly check: string; readonly passed: boolean }[]
      /** What it took; left out where nothing ran. */
      readonly meter?: JobMeter
      /** Hash of all that decides the result, and of what was shown of it: the same inputs give the same output. */
      readonly inputsHash?: string
      readonly outputHash?: string
    }
  /** A join told more than its tables: the workspace is closed from here on, and nobody sees what came back (article 15). */
  | {
      readonly type: 'tripwire-tripped'
      readonly job: string
      readonly workspace: string
      readonly person: string
      readonly relations: readonly Relation[]
    }
  /** The synthetic twins of a workspace are made from this version of its tables. */
  | { readonly type: 'twins-made'; readonly workspace: string; readonly version: number; readonly tables: readonly string[] }
  | {
      readonly type: 'twin-opened'
      readonly workspace: string
      readonly table: string
      readonly person: string
      readonly organization: string
    }
  /** The risk of a table is measured by columns of somebody's choice; `counted` among those that an operator may ask. */
  | {
      readonly type: 'risk-measured'
      readonly workspace: string
      readonly question: string
      readonly person: string
      readonly organization: string
      readonly counted: boolean
    }
  | {
      readonly type: 'result-opened'
      readonly job: string
      readonly workspace: string
      readonly person: string
      readonly organization: string
    }
  /** A model lies sealed in its workspace: what it is called, what it is made of by hash, which checks of its verdict failed, and what its columns come from. */
  | {
      readonly type: 'model-kept'
      readonly model: string
      readonly workspace: string
      readonly name: string
      readonly origin: 'trained' | 'imported'
      readonly learner: string
      readonly hash: string
      readonly passed: boolean
      readonly failed: readonly string[]
      readonly lineage: readonly Lineage[]
    }
  /** A notebook's title and texts lie sealed; the log has which version. */
  | {
      readonly type: 'notebook-saved'
      readonly notebook: string
      readonly workspace: string
      readonly person: string
      readonly organization: string
      readonly hash: string
    }
  | {
      readonly type: 'notebook-deleted'
      readonly notebook: string
      readonly workspace: string
      readonly person: string
      readonly organization: string
    }
  | {
      readonly type: 'model-opened' | 'model-deleted'
      readonly model: string
      readonly workspace: string
      readonly person: string
      readonly organization: string
    }
  /** A person froze results for an export, or changed what is frozen: from here on it is this snapshot and no other. */
  | {
      readonly type: 'export-drafted'
      readonly export: string
      readonly workspace: string
      readonly grant: string
      readonly person: string
      readonly organization: string
      readonly snapshot: string
      readonly files: readonly SnapshotFile[]
      /** Jobs whose results stand in it, and models; older entries name none. */
      readonly jobs?: readonly string[]
      readonly models?: readonly string[]
    }
  | { readonly type: 'export-examined'; readonly export: string; readonly examined: Examined }
  | {
      readonly type: 'export-opened'
      readonly export: string
      readonly snapshot: string
      readonly file: string
      readonly person: string
      readonly organization: string
    }
  /** What is put into the files before they leave, as keyed hashes of rows that nobody is. */
  | { readonly type: 'export-marked'; readonly export: string; readonly canaries: Canaries; readonly grantCanaries: Canaries }
  | {
      readonly type: 'export-fetched'
      readonly export: string
      readonly file: string
      readonly person: string
      readonly organization: string
    }
  | {
      readonly type: 'trace-begun'
      readonly trace: string
      readonly sample: string
      readonly person: string
      readonly organization: string
    }
  | { readonly type: 'trace-answered'; readonly trace: string; readonly answer: TraceAnswer }
  /** Before the data is opened for a plan of how to mask it: by which columns, and how well people should hide. */
  | {
      readonly type: 'plan-asked'
      readonly dataset: string
      readonly quasiIdentifiers: readonly string[]
      readonly k: number
      readonly mostSuppressed: number
      readonly person: string
      readonly organization: string
    }
  | { readonly type: 'access-refused'; readonly ticket: string; readonly person: string; readonly scope: string; readonly refusal: string }
  | { readonly type: 'lease-ended'; readonly until: string; readonly killedJobs: number }
