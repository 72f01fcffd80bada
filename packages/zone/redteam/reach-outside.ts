/** Text that tries to reach files, settings, the network, other databases, or to hide what it is. */
import type { SqlAttack } from './attack.ts'

const outside = (id: string, sql: string, expected: string): SqlAttack => ({ id, class: 'reach-outside', sql, expected })
const hidden = (id: string, sql: string, expected: string): SqlAttack => ({ id, class: 'hide-the-text', sql, expected })

/** Each name holds the column of the one before twice: 2^17 ways from one column to the result. */
const doubling = Array.from({ length: 18 }, (_, at) =>
  at === 0 ? 'a0 AS (SELECT income AS x FROM people)' : `a${at} AS (SELECT l.x + r.x AS x FROM a${at - 1} l, a${at - 1} r)`,
).join(', ')

export const reachOutside: readonly SqlAttack[] = [
  outside('read-csv', "SELECT * FROM read_csv('/etc/passwd')", 'table-function'),
  outside('read-blob', "SELECT content FROM read_blob('/proc/self/environ')", 'table-function'),
  outside('read-text', "SELECT content FROM read_text('/work/people/a.parquet')", 'table-function'),
  outside('file-as-table', "SELECT * FROM '/etc/passwd'", 'table-not-granted'),
  outside('parquet-as-table', 'SELECT * FROM "people/part-1.parquet"', 'table-not-granted'),
  outside('glob', "SELECT * FROM glob('/**')", 'table-function'),
  outside('copy-out', "COPY people TO '/tmp/people.csv'", 'not-a-select'),
  outside('attach', "ATTACH '/tmp/other.db' AS other", 'not-a-select'),
  outside('pragma', 'PRAGMA database_list', 'not-a-select'),
  outside('set', 'SET enable_external_access = true', 'not-a-select'),
  outside('install', 'INSTALL httpfs', 'not-a-select'),
  outside('network', "SELECT * FROM read_parquet('https://example.com/a.parquet')", 'table-function'),
  outside('other-schema', 'SELECT * FROM information_schema.columns', 'table-not-granted'),
  outside('catalog', 'SELECT * FROM duckdb_settings()', 'table-function'),
  outside('sqlite-master', 'SELECT * FROM sqlite_master', 'table-not-granted'),
  outside('environment', "SELECT getenv('HOME')", 'function-not-allowed'),
  outside('setting', "SELECT current_setting('temp_directory')", 'function-not-allowed'),
  outside('two-statements', "SELECT 1; COPY people TO '/tmp/p'", 'not-a-select'),
  outside('two-selects', 'SELECT 1; SELECT 2', 'several-statements'),
  outside('enable-logging', "SELECT * FROM enable_logging('QueryLog')", 'table-function'),
  hidden('query', "SELECT * FROM query('SELECT mobile FROM people')", 'table-function'),
  hidden('query-table', "SELECT * FROM query_table('people')", 'table-function'),
  hidden('serialized', 'SELECT * FROM json_execute_serialized_sql(\'{"statements":[]}\')', 'table-function'),
  hidden('columns', "SELECT COLUMNS('.*') FROM people", 'columns-expression'),
  hidden('columns-lambda', "SELECT COLUMNS(c -> c LIKE 'mob%') FROM people", 'columns-expression'),
  hidden('star-replace', 'SELECT * REPLACE (income + 1 AS age) FROM people', 'columns-expression'),
  hidden('row-as-value', 'SELECT people FROM people', 'output-type'),
  hidden(
    'shadowed-table',
    'WITH people AS (SELECT age, income AS band FROM people) SELECT band, count(*) FROM people GROUP BY 1',
    'reserved-name',
  ),
  hidden('guard-name', 'SELECT district, count(*) AS __entities FROM people GROUP BY 1', 'reserved-name'),
  hidden('subquery-in-select', 'SELECT age, (SELECT max(income) FROM people) FROM people', 'subquery'),
  hidden('subquery-in-where', 'SELECT age FROM people WHERE id IN (SELECT person FROM visits)', 'subquery'),
  hidden('exists', 'SELECT age FROM people WHERE EXISTS (SELECT 1 FROM visits WHERE person = id)', 'subquery'),
  hidden(
    'lateral',
    'SELECT p.age, v.cost FROM people p, LATERAL (SELECT cost FROM visits WHERE person = p.id) v',
    'only-after-aggregation',
  ),
  hidden('recursive', 'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r', 'unknown-node'),
  hidden('union', 'SELECT age FROM people UNION ALL SELECT income FROM people', 'set-operation'),
  hidden('unnest', 'SELECT unnest([1, 2, 3])', 'function-not-allowed'),
  hidden('pivot', 'PIVOT people ON district USING sum(income)', 'not-a-select'),
  hidden('deep-sum', `SELECT ${'age + '.repeat(980)}age AS n, count(*) FROM people GROUP BY 1`, 'too-complex'),
  hidden('vast-list', `SELECT age FROM people WHERE age IN (${'1, '.repeat(5000)}1)`, 'too-complex'),
  hidden('deep-brackets', `SELECT ${'abs('.repeat(3000)}1${')'.repeat(3000)}`, 'not-a-select'),
  hidden('doubling', `WITH ${doubling} SELECT x FROM a17`, 'only-after-aggregation'),
  hidden('long-text', `SELECT ${'1 + '.repeat(6000)}1`, 'text-too-long'),
]
