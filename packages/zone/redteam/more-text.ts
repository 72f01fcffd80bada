/** More text against files, functions and settings, and text that is to tire the zone out. */
import type { AttackClass, SqlAttack } from './attack.ts'

const text =
  (of: AttackClass) =>
  (id: string, sql: string, expected: string): SqlAttack => ({ id, class: of, sql, expected })
const outside = text('reach-outside')
const hidden = text('hide-the-text')
const engine = text('break-the-engine')

export const moreText: readonly SqlAttack[] = [
  outside('read-json', "SELECT * FROM read_json('/proc/self/status')", 'table-function'),
  outside('read-ndjson', "SELECT * FROM read_ndjson_objects('/etc/hostname')", 'table-function'),
  outside('sniff-csv', "SELECT * FROM sniff_csv('/etc/passwd')", 'table-function'),
  outside('parquet-metadata', "SELECT * FROM parquet_metadata('/work/people/a.parquet')", 'table-function'),
  outside('parquet-schema', "SELECT * FROM parquet_schema('/work/people/a.parquet')", 'table-function'),
  outside('secrets', 'SELECT * FROM duckdb_secrets()', 'table-function'),
  outside('databases', 'SELECT * FROM duckdb_databases()', 'table-function'),
  outside('temporary-files', 'SELECT * FROM duckdb_temporary_files()', 'table-function'),
  outside('storage-info', "SELECT * FROM pragma_storage_info('people')", 'table-function'),
  outside('table-info', "SELECT * FROM pragma_table_info('people')", 'table-function'),
  outside('export', "EXPORT DATABASE '/work/out'", 'not-a-select'),
  outside('load', "LOAD '/work/evil.duckdb_extension'", 'not-a-select'),
  outside('secret', "CREATE SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')", 'not-a-select'),
  outside('checkpoint', 'CHECKPOINT', 'not-a-select'),
  outside('variable', 'SET VARIABLE x = 1', 'not-a-select'),
  outside('reset', 'RESET lock_configuration', 'not-a-select'),
  outside('macro', 'CREATE MACRO m() AS 1', 'not-a-select'),
  outside('delete', 'DELETE FROM people', 'not-a-select'),
  outside('explain', 'EXPLAIN ANALYZE SELECT mobile FROM people', 'not-a-select'),
  outside('describe', 'DESCRIBE people', 'not-a-select|unknown-node|table-function|columns-expression'),
  outside('summarize', 'SUMMARIZE people', 'not-a-select|unknown-node|table-function|columns-expression'),
  hidden('prepared', 'PREPARE p AS SELECT mobile FROM people', 'not-a-select'),
  hidden('variable-read', "SELECT getvariable('x')", 'function-not-allowed'),
  hidden('comment-hides-second', 'SELECT 1 /* ; */; DROP TABLE people', 'not-a-select'),
  hidden('zero-width-name', 'SELECT mob\u200bile FROM people', 'column-unknown|does-not-bind|unknown-column|not-bindable'),
  hidden('upper-case-hidden', 'SELECT MOBILE FROM PEOPLE', 'column-hidden'),
  hidden('quoted-hidden', 'SELECT "mobile" FROM "people"', 'column-hidden'),
  hidden('qualified-hidden', 'SELECT main.people.mobile FROM main.people', 'column-hidden|table-not-granted'),
  hidden('hidden-in-order', 'SELECT count(*) FROM people ORDER BY max(mobile)', 'column-hidden'),
  hidden('hidden-in-having', "SELECT district, count(*) FROM people GROUP BY 1 HAVING max(mobile) > '139'", 'column-hidden'),
  hidden('hidden-in-join', 'SELECT count(*) FROM people a JOIN people b ON a.mobile = b.mobile', 'column-hidden'),
  engine('sleep', 'SELECT pg_sleep(1000)', 'function-not-allowed'),
  engine('generate-series', 'SELECT count(*) FROM generate_series(1, 1000000000000)', 'table-function'),
  engine('repeat-row', 'SELECT * FROM repeat_row(1, num_rows = 1000000000000)', 'table-function'),
  engine('regexp-extract-all', "SELECT regexp_extract_all(district, '(a|aa)+$') FROM people", 'function-not-allowed'),
  engine('list-bomb', 'SELECT list_resize([1], 1000000000)', 'function-not-allowed'),
  engine('bit-bomb', "SELECT bitstring('1', 1000000000)", 'function-not-allowed'),
  engine('format-bomb', "SELECT format('{:>1000000000}', 'x')", 'function-not-allowed'),
  engine('range-list', 'SELECT range(1000000000)', 'function-not-allowed'),
]
