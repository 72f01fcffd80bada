/** The tables, as Kysely sees them; `migrations/` says why each is there. */

import type { Turn } from '@yunhe/law'
import type { Receipt, SignedOrder, ZoneStatus } from '@yunhe/zone/orders'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export interface Tables {
  streams: { stream: string; procedure: string; version: number }
  entries: {
    no: Generated<number>
    stream: string
    version: number
    type: string
    at: string
    canonical: Buffer
    leaf_index: number | null
  }
  payloads: { stream: string; version: number; scope: string; sealed: Buffer | null }
  data_keys: { scope: string; wrapped: string }
  stream_keys: { key: string; stream: string }
  tiles: { origin: string; path: string; bytes: Buffer }
  checkpoints: { origin: string; size: number; edge: Buffer; note: string }
  cases: CaseTable
  /** What a case is searched by: kept by the database itself. */
  case_words: { procedure: string; id: string; said: string; number: string; inside: string }
  calls_by_day: { day: string; product: string; consumer: string; scenario: string; served: number; refused: number }
  zone_orders: {
    id: string
    zone: string
    decision: string
    signed: JSONColumnType<SignedOrder>
    receipt: JSONColumnType<Receipt> | null
    sent_at: string
  }
  zone_words: { zone: string; received_at: string; status: JSONColumnType<ZoneStatus>; meter_read: Generated<number> }
  usage_by_day: {
    zone: string
    day: string
    workspace: string
    operator: string
    jobs: number
    cpu_seconds: number
    read_bytes: number
  }
  days_begun: { day: string }
  clocks: ClockTable
  notices: NoticeTable
  notices_read: { person: string; no: number }
  follows: { person: string; procedure: string; id: string; since: string }
  last_looks: { person: string; at: string }
  tours: { person: string; role: string; at: string }
  mail_wishes: {
    person: string
    sealed: Buffer
    confirmed: boolean
    asked_at: string
    tries: number
    language: string
    waiting: string
    clocks: string
    followed: string
  }
  mail_room: { mark: string; notice: number | null; procedure: string; id: string; by_person: string }
  mail_outbox: {
    no: Generated<number>
    person: string
    mark: string
    kind: string
    procedure: string
    id: string
    state: Generated<string>
    at: string
    due_at: string
    tries: Generated<number>
    fault: Generated<string | null>
  }
  accounts: {
    login: string
    person: string
    display_name: string
    organization: string
    roles: string[]
    region_code: string
    password_hash: Generated<string>
    closed: Generated<boolean>
    must_change: Generated<boolean>
    second_factor: Generated<Buffer | null>
    second_factor_pending: Generated<Buffer | null>
    second_factor_step: Generated<number>
  }
  drafts: { person: string; act: string; id: string; sealed: Buffer; saved_at: string }
  files: {
    id: string
    person: string
    organization: string
    stream: ColumnType<string | null, string | null | undefined, string | null>
    scope: ColumnType<string | null, string | null | undefined, string | null>
    wrapped: Buffer
    about: Buffer | null
    media_type: string
    size_bytes: number
    mark: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
    touched_at: string
  }
  file_pieces: { file: string; no: number; sealed: Buffer; digest: Buffer }
  list_exports: ListExportTable
  list_views: { person: string; id: string; list: string; sealed: Buffer; is_default: boolean; saved_at: string }
  sign_in_failures: { key: string; failures: number; since: string }
  sessions: { token_hash: Buffer; login: string; csrf: string; expires_at: string }
}

export interface ListExportTable {
  person: string
  id: string
  list: string
  format: 'csv' | 'xlsx'
  total: number
  begun_at: string
}

/** One line a case: what lists, inboxes and public pages read. */
export interface CaseTable {
  procedure: string
  id: string
  version: number
  stage: string
  title: string
  region: Generated<string>
  organizations: string[]
  roles: string[]
  turns: string[]
  turn_list: ColumnType<readonly Turn[], string, string>
  due: string | null
  opened_at: string
  updated_at: string
  state: ColumnType<Record<string, unknown> | null, string | null, string | null>
}

export interface ClockTable {
  procedure: string
  id: string
  name: string
  subject: string
  kind: string
  rule: string
  started: string | null
  due: string | null
  not_published: number | null
  by_facts: boolean
  whose: string[]
  act: string | null
  remind: string | null
  answered_by: string | null
}

export interface NoticeTable {
  no: Generated<number>
  mark: string
  kind: 'turn' | 'urge' | 'reminder' | 'overdue'
  whose: string[]
  procedure: string
  id: string
  clock: string | null
  subject: string | null
  due: string | null
  day: string
}
