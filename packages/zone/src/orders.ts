/** What the platform may order of a zone, what the zone answers, and the tickets people carry: plain signed data (article 24). */
import { z } from 'zod'

/** An identifier of ours: never a person's or a body's own number, so it may stand in logs and URLs. */
const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/)
/** A column, table or dataset name as it stands in SQL. */
export const sqlName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)
const day = z.iso.date()
const instant = z.iso.datetime()

export const isolationLevels = ['A', 'B', 'C', 'D'] as const
export type IsolationLevel = (typeof isolationLevels)[number]

export const disclosures = ['hidden', 'plain', 'masked', 'join-key', 'filter-only', 'after-grouping', 'after-aggregation'] as const
export type Disclosure = (typeof disclosures)[number]

export const columnTypes = ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'] as const

/** How a value is masked when a workspace is written out. One mask, one file in `masks/`. */
export const mask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pseudonym') }),
  z.object({ kind: z.literal('format-preserving'), of: z.enum(['id-number', 'id-number-in-region', 'mobile']) }),
  z.object({ kind: z.literal('partial'), keepStart: z.int().min(0).max(10), keepEnd: z.int().min(0).max(10) }),
  z.object({ kind: z.literal('generalize-date'), to: z.enum(['month', 'quarter', 'year', 'decade']) }),
  z.object({ kind: z.literal('generalize-number'), width: z.number().positive() }),
  z.object({ kind: z.literal('generalize-hierarchy'), valueByValue: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('district') }),
  z.object({ kind: z.literal('generalize-address'), to: z.enum(['street', 'district', 'city']) }),
  z.object({ kind: z.literal('bands'), edges: z.array(z.number()).min(1).max(40) }),
  z
    .object({ kind: z.literal('top-bottom'), lowest: z.number().optional(), highest: z.number().optional() })
    .refine(({ lowest, highest }) => (lowest ?? highest) !== undefined && (lowest ?? -Infinity) < (highest ?? Infinity), {
      error: '至少写明一端，且下端小于上端 / at least one end, the lower below the upper',
    }),
  z.object({ kind: z.literal('round'), step: z.number().positive() }),
  z.object({ kind: z.literal('noise'), percent: z.number().positive().max(50) }),
  z.object({ kind: z.literal('suppress') }),
])
export type Mask = z.infer<typeof mask>

/** The promised columns of a dataset: what intake holds every file against. */
export const datasetContract = z.object({
  dataset: sqlName,
  provider: z.string(),
  grade: z.enum(['general-1', 'general-2', 'general-3', 'general-4', 'important']),
  columns: z
    .array(
      z.object({
        name: sqlName,
        type: z.enum(columnTypes),
        required: z.boolean(),
        personal: z.enum(['none', 'identifier', 'quasi-identifier', 'sensitive']),
        /** As the catalog calls it; a delivered file may name the column so. */
        title: z.string().max(200).optional(),
      }),
    )
    .min(1),
  /** The columns that tell one row from another, for deliveries that update. */
  key: z.array(sqlName).min(1).optional(),
  /** The column that names the data subject, and whether each subject has one row. */
  subject: z.object({ column: sqlName, oneRow: z.boolean() }).optional(),
})
export type DatasetContract = z.infer<typeof datasetContract>

/** What is done to the figures of a result, so that no exact one leaves: nothing, rounding to a base, or noise that is the same for the same people. */
export const protection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('round'), base: z.int().min(2).max(1_000_000) }),
  z.object({
    kind: z.literal('cell-key'),
    /** The furthest that a count is moved, and how far on average (its variance). */
    most: z.int().min(1).max(50),
    variance: z.number().positive().max(400),
    /** Share of the largest contribution by which a sum is moved at most. */
    share: z.number().positive().max(2),
  }),
])
export type Protection = z.infer<typeof protection>

/** The (n, k) rule and the p% rule; shares between 0 and 1. */
export const dominanceRule = z.object({
  largest: z.int().min(1).max(10),
  largestShare: z.number().positive().max(1),
  restShare: z.number().min(0).max(1),
})

const grantedTable = z.object({
  dataset: sqlName,
  columns: z.array(z.object({ name: sqlName, disclosure: z.enum(disclosures), mask: mask.optional() })).min(1),
  rows: z.array(z.object({ column: sqlName, from: z.string().optional(), to: z.string().optional() })),
  /** Of subjects in a cell. */
  minimumGroup: z.int().min(2),
  /** Of rows in a cell; as many as subjects where it is left out. */
  minimumRows: z.int().min(2).optional(),
  dominance: dominanceRule.optional(),
})

/** What a decision may ask of the measured rows beyond the highest risk; what it leaves out is not asked. */
const riskLimits = z.object({
  /** Fewest rows of a class. */
  minimumK: z.int().min(1).optional(),
  /** Fewest different values of each sensitive column in a class. */
  minimumL: z.int().min(1).optional(),
  /** Greatest distance of a class from the whole table, for each sensitive column. */
  maximumT: z.number().min(0).max(1).optional(),
  /** Level of GB/T 42460 that must be reached. */
  requiredLevel: z.int().min(1).max(4).optional(),
  /** Highest risk that level 3 accepts. */
  levelRisk: z.number().min(0).max(1),
})

/** What one joint decision allows, as plain data: the only thing provisioning reads. */
export const grant = z.object({
  grant: id,
  workspace: id,
  operator: z.string(),
  authorization: id,
  scenario: id,
  until: day,
  minimumIsolation: z.enum(isolationLevels),
  tables: z.array(grantedTable).min(1),
  /** Highest share of rows whose re-identification risk (1 / class size) may be met; above it the grant is not opened. */
  maximumRisk: z.number().min(0).max(1),
  quasiIdentifiers: z.array(sqlName),
  /** Rows of classes of fewer than `below` are not written, as long as that is no more than this share of a table; beyond it the grant is not opened. */
  leaveOut: z.object({ below: z.int().min(2).max(10_000), most: z.number().min(0).max(0.2) }).optional(),
  riskLimits: riskLimits.optional(),
  /** How much of the machine its jobs may take; what is left out is the zone's default. */
  quota: z
    .object({
      liveJobs: z.int().min(1).optional(),
      parallelJobs: z.int().min(1).optional(),
      jobsPerDay: z.int().min(1).optional(),
      cpuSecondsPerDay: z.int().min(1).optional(),
      memoryBytes: z
        .int()
        .min(256 * 1024 ** 2)
        .optional(),
    })
    .optional(),
  protection: protection.optional(),
  /** Organizations that count as one with the operator when results are compared. */
  related: z.array(z.string().min(1)).optional(),
})
export type Grant = z.infer<typeof grant>

/** Where an import of social data waits: for this workspace under this authorization and scenario, and for no other (article 16). */
export const importPlace = z.object({
  import: id,
  operator: z.string(),
  authorization: id,
  workspace: id,
  scenario: id,
  contract: datasetContract,
})
export type ImportPlace = z.infer<typeof importPlace>

/** What the joint review lets into the workspace: the file it has seen, column by column. */
export const admission = importPlace.omit({ contract: true }).extend({
  /** SHA-256, hex, of the file as it was delivered and reported. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  until: day,
  table: grantedTable,
  maximumRisk: z.number().min(0).max(1),
  quasiIdentifiers: z.array(sqlName),
})
export type Admission = z.infer<typeof admission>

/** What an answer hides of a value that the serving copy holds. */
export const responseMask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('round'), to: z.number().positive() }),
  z.object({ kind: z.literal('partial'), keepStart: z.int().min(0).max(10), keepEnd: z.int().min(0).max(10) }),
  z.object({ kind: z.literal('year') }),
  z.object({ kind: z.literal('hide') }),
])
export type ResponseMask = z.infer<typeof responseMask>
const responseMasks = z.array(z.object({ column: sqlName, mask: responseMask })).max(50)

/** What a product is made of: an approved query, a whole table of its workspace, or a model that answers for what it is asked. */
export const productSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('query'), sql: z.string().max(20_000) }),
  z.object({ from: z.literal('table'), table: sqlName }),
  z.object({ from: z.literal('model'), model: id }),
])
export type ProductSource = z.infer<typeof productSource>

/** A part of a report or a dashboard: the rows as a table, or one column drawn over another. */
const block = z.object({
  title: z.string().min(1).max(100),
  draw: z.enum(['table', 'bars', 'line']),
  over: sqlName.optional(),
  value: sqlName.optional(),
})
export type Block = z.infer<typeof block>
const blocks = z.array(block).min(1).max(12)

export const fileFormats = ['csv', 'json', 'parquet'] as const
export type FileFormat = (typeof fileFormats)[number]

/** How it reaches its consumers. Each way is metered, and none passes the output checks by. */
export const productDelivery = z.discriminatedUnion('by', [
  z.object({ by: z.literal('look-up') }),
  z.object({ by: z.literal('aggregates') }),
  z.object({ by: z.literal('file'), formats: z.array(z.enum(fileFormats)).min(1).max(3) }),
  z.object({ by: z.literal('report'), blocks }),
  z.object({ by: z.literal('dashboard'), blocks }),
  z.object({ by: z.literal('score') }),
])
export type ProductDelivery = z.infer<typeof productDelivery>

/** A product: what it is made of, how it is delivered, which parameters filter its columns. */
export const productSpec = z.object({
  product: id,
  version: z.int().min(1),
  workspace: id,
  operator: z.string(),
  name: z.string(),
  source: productSource,
  delivery: productDelivery,
  parameters: z.array(z.object({ name: sqlName, column: sqlName, match: z.enum(['equals', 'from', 'to']), required: z.boolean() })),
  /** What every consumer's answer hides; a key may hide more, never less. */
  masks: responseMasks,
  /** How long a consumer may keep an answer; 0 is not at all. */
  cacheSeconds: z.int().min(0).max(86_400),
  scenarios: z.array(id).min(1),
})
export type ProductSpec = z.infer<typeof productSpec>

const accessKey = z.object({
  key: id,
  /** SHA-256 of the secret, hex; the secret itself is shown once to the consumer and kept by nobody. */
  secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  product: id,
  consumer: z.string(),
  scenarios: z.array(id).min(1),
  callsPerDay: z.int().positive(),
  callsPerSecond: z.int().positive(),
  until: day,
  /** The only fields that its answers carry; all where it is left out. */
  fields: z.array(sqlName).min(1).max(200).optional(),
  masks: responseMasks.optional(),
})
export type AccessKey = z.infer<typeof accessKey>

const reason = z.string().min(1).max(500)
/** SHA-256 in lower-case hex. */
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What the decision on an export allows: this snapshot, to this person for these organizations, so often and so long (article 16). */
export const exportTerms = z.object({
  export: id,
  workspace: id,
  snapshot: hash,
  operator: z.string(),
  authorization: id,
  scenario: id,
  person: id,
  recipients: z.array(z.string()).min(1).max(20),
  until: day,
  /** How many times each file may be fetched. */
  mostDownloads: z.int().min(1).max(1000),
})
export type ExportTerms = z.infer<typeof exportTerms>

/** What can be sealed and destroyed by itself beside a workspace: a dataset with all its versions, or one export. */
export const holdingScope = z.templateLiteral([z.enum(['dataset', 'export']), '/', z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/)])
export type HoldingScope = z.infer<typeof holdingScope>

export const orderShape = z.discriminatedUnion('order', [
  z.object({ order: z.literal('register'), contract: datasetContract }),
  /** With a new secret no pseudonym and no noise of the workspace is one of before: what was kept outside no longer joins. */
  z.object({ order: z.literal('provision'), grant, newSecret: z.boolean().optional() }),
  z.object({ order: z.literal('quarantine'), place: importPlace }),
  z.object({ order: z.literal('report'), import: id }),
  z.object({ order: z.literal('describe'), dataset: sqlName }),
  z.object({ order: z.literal('admit'), admission }),
  z.object({ order: z.literal('purge'), import: id, reason }),
  z.object({ order: z.literal('freeze'), workspaces: z.array(id), products: z.array(id), reason }),
  z.object({ order: z.literal('thaw'), workspaces: z.array(id), products: z.array(id), reason }),
  /** These organizations are related: what one was given counts as given to all. */
  z.object({ order: z.literal('relate'), operators: z.array(z.string().min(1)).min(2).max(200), reason }),
  z.object({ order: z.literal('dismiss'), person: id, reason }),
  z.object({ order: z.literal('seal'), workspace: id, reason }),
  z.object({ order: z.literal('unseal'), workspace: id, reason }),
  z.object({ order: z.literal('destroy'), workspace: id, task: id, requester: id, approver: id, executor: id, witness: id, reason }),
  z.object({ order: z.literal('seal-holding'), scope: holdingScope, reason }),
  z.object({ order: z.literal('unseal-holding'), scope: holdingScope, reason }),
  z.object({
    order: z.literal('destroy-holding'),
    scope: holdingScope,
    task: id,
    requester: id,
    approver: id,
    executor: id,
    witness: id,
    reason,
  }),
  z.object({ order: z.literal('publish'), spec: productSpec, specHash: z.string() }),
  z.object({ order: z.literal('withdraw'), product: id, reason }),
  z.object({ order: z.literal('issue-key'), accessKey }),
  z.object({ order: z.literal('withdraw-key'), key: id, reason }),
  z.object({ order: z.literal('examine-export'), export: id, workspace: id, snapshot: hash }),
  z.object({ order: z.literal('release-export'), terms: exportTerms }),
  z.object({ order: z.literal('withdraw-export'), export: id, reason }),
  z.object({ order: z.literal('report-trace'), trace: id, sample: hash }),
  z.object({ order: z.literal('lease'), until: instant }),
])
export type Order = z.infer<typeof orderShape>
export type OrderName = Order['order']

/** A signed order. `decision` is the ledger entry (`stream@version`) it carries out; `under` the rules that entry names. */
export const signedOrder = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  zone: id,
  issuedAt: instant,
  expiresAt: instant,
  decision: z.string(),
  under: z.array(z.string()),
  body: orderShape,
  /** Ed25519 by the platform over the RFC 8785 form of everything else, base64url. */
  signature: z.string(),
})
export type SignedOrder = z.infer<typeof signedOrder>

/** Why a zone turned an order down. */
export const refusalsOfOrders = [
  'bad-signature',
  'expired',
  'replayed',
  'wrong-zone',
  'unknown-workspace',
  'unknown-dataset',
  'unknown-holding',
  'unknown-product',
  'unknown-import',
  'unknown-export',
  'unknown-trace',
  'checks-failed',
  'file-differs',
  'risk-too-high',
  'isolation-too-low',
  'output-refused',
  'spec-hash-differs',
  'wrong-state',
  'same-person-twice',
  'malformed',
  'failed',
] as const
export type OrderRefusal = (typeof refusalsOfOrders)[number]

/** What a risk is of one attacker, of a row: 1 / how many it could be. `above` is the share of rows beyond the accepted risk. */
const attackerRisk = z.object({ highest: z.number(), average: z.number(), above: z.number() })

/** Class sizes of the quasi-identifiers as they stand in the provisioned, masked rows, and what follows from them. What is optional older receipts have not. */
export const measuredRisk = z.object({
  rows: z.int(),
  quasiIdentifiers: z.array(z.string()),
  /** Smallest class; 0 where there are no rows. */
  k: z.int(),
  classes: z.int().optional(),
  /** Share of rows that are alone in their class. */
  uniqueShare: z.number(),
  /** Highest and average 1 / class size over rows (prosecutor model). */
  highestRisk: z.number(),
  averageRisk: z.number(),
  /** Number of classes by size: '1', '2-4', '5-9', '10-99', '100+'. */
  classesBySize: z.record(z.string(), z.int()),
  attackers: z
    .object({
      acceptedRisk: z.number(),
      /** Rows of the table that the measured rows were taken from. */
      population: z.int(),
      prosecutor: attackerRisk,
      journalist: attackerRisk,
      marketer: z.object({ average: z.number() }),
    })
    .optional(),
  /** Of each sensitive column its least diversity and its greatest distance over all classes. */
  sensitive: z
    .array(
      z.object({
        column: sqlName,
        order: z.enum(['numbers', 'categories']),
        values: z.int(),
        l: z.int(),
        entropyL: z.number(),
        t: z.number(),
      }),
    )
    .optional(),
  /** Of GB/T 42460, 1 to 4, as the decision's accepted risk draws the line. */
  level: z.int().optional(),
  /** Share of the rows that were not written because too few were like them; none where nothing was decided of that. */
  leftOutShare: z.number().optional(),
})
export type MeasuredRisk = z.infer<typeof measuredRisk>

/** A measure of the written rows that is beyond what the decision allows. */
export const beyond = z.object({
  table: sqlName,
  column: sqlName.optional(),
  measure: z.enum(['highest-risk', 'k', 'l', 't', 'level', 'left-out']),
  measured: z.number(),
  allowed: z.number(),
})
export type Beyond = z.infer<typeof beyond>

/** Proof of destruction as the zone may claim it (see docs/formats/destruction.md). */
export const destructionRecord = z.object({
  task: id,
  workspace: id,
  inventory: z.array(z.object({ object: z.string(), sizeBytes: z.int(), sha256: z.string() })),
  inventoryRoot: z.string(),
  keyFingerprint: z.string(),
  keyStoreAnswer: z.string(),
  method: z.string(),
  startedAt: instant,
  endedAt: instant,
  executor: id,
  witness: id,
  /** Reads tried afterwards, each with the answer it met. */
  verification: z.array(z.object({ tried: z.string(), answer: z.string() })),
  residuals: z.array(z.string()),
})
export type DestructionRecord = z.infer<typeof destructionRecord>

/** The same for a dataset or an export. */
export const holdingRecord = destructionRecord.omit({ workspace: true }).extend({ scope: holdingScope })
export type HoldingRecord = z.infer<typeof holdingRecord>

/** What lies in quarantine, as counts and signs: never a value. */
export const quarantined = z.object({
  sha256: z.string(),
  rows: z.int(),
  rejectedRows: z.int(),
  columns: z.array(
    z.object({
      name: sqlName,
      empty: z.int(),
      distinct: z.int(),
      /** What its values look like, with the share of a sample that does. */
      looksLike: z.array(z.object({ kind: z.string(), share: z.number() })),
    }),
  ),
})
export type Quarantined = z.infer<typeof quarantined>

/** Proof that an import is gone: its key, its file, and its table in the workspace. */
export const purgeRecord = destructionRecord.omit({ task: true, workspace: true, executor: true, witness: true }).extend({ import: id })
export type PurgeRecord = z.infer<typeof purgeRecord>

/** What the version of a dataset that is in force holds, as counts, hashes and signs: never a value. */
export const described = z.object({
  dataset: sqlName,
  version: z.int(),
  rows: z.int(),
  rejectedRows: z.int(),
  sha256: z.string(),
  mode: z.enum(['whole', 'append', 'upsert']),
  person: z.string(),
  driftNotes: z.int(),
  columns: z.array(
    z.object({
      name: sqlName,
      kind: z.string(),
      confidence: z.number(),
      evidence: z.array(z.object({ sign: z.string(), share: z.number(), sampled: z.int() })),
      personal: z.enum(['none', 'identifier', 'quasi-identifier', 'sensitive']),
      grade: z.enum(['general-1', 'general-2', 'general-3', 'general-4', 'important']),
    }),
  ),
})
export type Described = z.infer<typeof described>
/** What the zone found in a snapshot, as counts: the findings themselves stay inside. */
export const examined = z.object({
  snapshot: hash,
  passed: z.boolean(),
  checks: z.array(z.object({ check: z.string(), passed: z.boolean(), findings: z.int() })),
  tables: z.array(sqlName),
})
export type Examined = z.infer<typeof examined>

/** What left, by the hashes of the files as they were marked. */
export const exported = z.object({
  snapshot: hash,
  /** SHA-256 of the signed manifest (see docs/formats/export.md). */
  manifest: hash,
  files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), sha256: hash })),
})
export type Exported = z.infer<typeof exported>

/** From which exports a sample that turned up came. */
export const traced = z.object({
  sample: hash,
  verdict: z.enum(['named', 'unclear', 'none']),
  suspects: z.array(
    z.object({
      export: id,
      operator: z.string(),
      person: id,
      grant: id,
      evidence: z.enum(['digits', 'text', 'canaries', 'grant-canaries', 'bytes']),
      matched: z.int(),
      of: z.int(),
      chanceExponent: z.number(),
    }),
  ),
  compared: z.int(),
})
export type TraceAnswer = z.infer<typeof traced>

export const orderResult = z.object({
  rows: z.int().optional(),
  risk: z.array(z.object({ table: sqlName, measured: measuredRisk })).optional(),
  /** For provision: the version of each dataset that its tables were written from. */
  sources: z.array(z.object({ dataset: sqlName, version: z.int() })).optional(),
  /** Of a grant that was not opened: which measure, what was measured, what is allowed. */
  beyond: z.array(beyond).optional(),
  destruction: destructionRecord.optional(),
  holding: holdingRecord.optional(),
  /** For publish: the public description of what is served. */
  served: z
    .object({ rows: z.int(), columns: z.array(z.object({ name: z.string(), type: z.string() })), suppressedRows: z.int() })
    .optional(),
  killedJobs: z.int().optional(),
  quarantined: quarantined.optional(),
  purged: purgeRecord.optional(),
  described: described.optional(),
  examined: examined.optional(),
  exported: exported.optional(),
  traced: traced.optional(),
})

/** What the zone answers to an order, signed the same way by the zone's key. */
export const receipt = z.object({
  orderId: z.string(),
  zone: id,
  at: instant,
  outcome: z.enum(['done', 'refused']),
  refusal: z.enum(refusalsOfOrders).optional(),
  /** A developer's sentence; never data, never engine text. */
  detail: z.string().optional(),
  result: orderResult,
  /** Index of the entry in the zone's own log that was written before the order ran. */
  logIndex: z.int(),
  signature: z.string(),
})
export type Receipt = z.infer<typeof receipt>

/** A person's pass into the zone, signed by the platform after the act of entering or delivering was allowed. */
export const ticket = z.object({
  id: z.string(),
  zone: id,
  person: id,
  organization: z.string(),
  purpose: z.enum(['workbench', 'risk', 'intake', 'catalog', 'quarantine', 'plan', 'sample', 'review', 'download', 'trace', 'watch']),
  /**
   * A workspace for the workbench and for its risk, a dataset for intake and for its entry in the catalog, an import for quarantine, datasets with a dot between to plan, `export@snapshot` to review or to download, a
   * trace to trace, '*' to watch and for a sample that is kept nowhere.
   */
  scope: z.string(),
  issuedAt: instant,
  expiresAt: instant,
  signature: z.string(),
})
export type Ticket = z.infer<typeof ticket>
/** Who hands something in, or had it set down. */
export type Sender = Pick<Ticket, 'person' | 'organization'>

/** One line of the gateway's meter. */
export const meterRecord = z.object({
  index: z.int(),
  at: instant,
  product: id,
  key: id,
  consumer: z.string(),
  scenario: id.or(z.literal('')),
  /** A call that was sent again under its id is `repeated`: answered, recorded, and not billed. */
  outcome: z.enum(['served', 'repeated', 'refused']),
  refusal: z.string().optional(),
  /** Hashes of the id a consumer gave its call, and of the call. */
  once: z
    .string()
    .regex(/^[0-9a-f]{32}\.[0-9a-f]{32}$/)
    .optional(),
  rows: z.int(),
})
export type MeterRecord = z.infer<typeof meterRecord>

export const pullTroubles = ['pull-failed', 'pull-refused', 'puller-dismissed', 'pull-source-gone'] as const
export type PullTrouble = (typeof pullTroubles)[number]

/** What a zone says of itself; signed in the heartbeat. */
export const zoneStatus = z.object({
  zone: id,
  at: instant,
  leaseUntil: instant.optional(),
  isolation: z.object({
    level: z.enum(isolationLevels),
    probes: z.array(z.object({ probe: z.string(), held: z.boolean(), detail: z.string() })),
  }),
  /** The six functions of article 3 and whether each answers. */
  functions: z.array(
    z.object({
      name: z.enum(['masking', 'access-control', 'modelling', 'provenance', 'api-generation', 'seal-and-destroy']),
      ready: z.boolean(),
      detail: z.string(),
    }),
  ),
  datasets: z.array(z.object({ dataset: sqlName, version: z.int(), rows: z.int(), rejectedRows: z.int(), loadedAt: instant })),
  workspaces: z.array(
    z.object({ workspace: id, state: z.enum(['opened', 'frozen', 'sealed', 'destroyed']), grant: id, sizeBytes: z.int() }),
  ),
  /** Sources that are read by themselves and bring nothing: how the last time went, or why there is none. */
  pullTroubles: z.array(z.object({ dataset: sqlName, trouble: z.enum(pullTroubles) })).default([]),
  /** Imports of social data that the zone knows of; what is in them is told by the receipt of `report` alone. */
  imports: z.array(z.object({ import: id, state: z.enum(['awaited', 'quarantined', 'admitted', 'purged']) })),
  products: z.array(z.object({ product: id, state: z.enum(['published', 'suspended', 'withdrawn']), calls: z.int() })),
  jobs: z.object({ running: z.int(), queued: z.int() }),
  /** What the tripwire of article 15 stopped: names, shares and bounds, never a value. Each is told for as long as the zone lives. */
  alarms: z.array(
    z.object({
      job: z.string(),
      workspace: id,
      person: z.string(),
      at: instant,
      relations: z.array(
        z.object({
          kind: z.enum(['near-unique', 'determined', 'identifier']),
          columns: z.array(z.string()),
          share: z.number(),
          bound: z.number(),
        }),
      ),
    }),
  ),
  /** What jobs took, by day and workspace, newest first: what the use of resources may be billed by (article 16). */
  usage: z
    .array(
      z.object({
        day,
        workspace: id,
        operator: z.string(),
        jobs: z.int(),
        cpuSeconds: z.number(),
        peakMemoryBytes: z.int(),
        readBytes: z.int(),
        decryptedBytes: z.int(),
        rowsOut: z.int(),
        wallSeconds: z.number(),
      }),
    )
    .optional(),
  log: z.object({ size: z.int(), root: z.string(), checkpoint: z.string() }),
  meterSize: z.int(),
  signature: z.string(),
})
export type ZoneStatus = z.infer<typeof zoneStatus>
