/** Attacks on what runs: as if a text had passed the check, and as if a result had passed the query. */
import type { OutputAttack, ProcessAttack } from './attack.ts'

const leave = (id: string, sql: string, expected = 'query-failed', deadlineMs = 20_000): ProcessAttack => ({
  id,
  class: 'leave-the-sandbox',
  sql,
  expected,
  deadlineMs,
})

/** Canonical text that the check never prints: the process must not need the check to be safe. */
export const inTheSandbox: readonly ProcessAttack[] = [
  leave('read-a-file', "SELECT * FROM read_csv('/etc/passwd')"),
  leave('read-its-own-parts', "SELECT count(*) FROM read_blob('/work/**')"),
  leave('write-a-file', "COPY (SELECT 1) TO '/work/out.csv'"),
  leave('open-the-outside', 'SET enable_external_access = true'),
  leave('unlock', 'SET lock_configuration = false'),
  leave('attach', "ATTACH '/work/other.db' AS other"),
  leave('network', "SELECT * FROM read_csv('http://127.0.0.1:80/x.csv')"),
  leave('install', 'INSTALL httpfs'),
  {
    id: 'run-away',
    class: 'break-the-engine',
    sql: 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7',
    expected: 'deadline',
    deadlineMs: 1500,
  },
  {
    id: 'eat-memory',
    class: 'break-the-engine',
    sql: "SELECT length(repeat('x', 4000000000)), list(range) FROM range(2000000000)",
    expected: 'out-of-memory|died|query-failed',
    deadlineMs: 60_000,
  },
]

const smuggle = (id: string, value: string | number, expected: string): OutputAttack => ({ id, class: 'smuggle-out', value, expected })

/** Invented numbers with right check digits. */
export const onTheWayOut: readonly OutputAttack[] = [
  smuggle('id-number', '11010519491231002X', 'id-number'),
  smuggle('id-number-spaced', '110105 19491231 002X', 'id-number'),
  smuggle('id-number-full-width', '１１０１０５１９４９１２３１００２Ｘ', 'id-number'),
  smuggle('id-number-base64', Buffer.from('11010519491231002X').toString('base64'), 'id-number'),
  smuggle('id-number-hex', Buffer.from('11010519491231002X').toString('hex'), 'id-number'),
  smuggle('mobile', 'call 13812345678 now', 'mobile'),
  smuggle('mobile-as-number', 13812345678, 'mobile'),
  smuggle('bank-card', '6222 0212 3456 7890 128', 'bank-card'),
  smuggle('uscc', '91350100M000100Y43', 'uscc'),
  smuggle('e-mail', 'zhang.san@example.cn', 'e-mail'),
]
