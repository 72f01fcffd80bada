/** Every reason for which strangers' SQL is turned away, with its rule and its words (articles 12 and 16). */
import type { RuleId } from '@yunhe/law/articles'

interface Row {
  readonly rule: RuleId
  readonly zh: string
  readonly en: string
}

const row = (rule: RuleId, zh: string, en: string): Row => ({ rule, zh, en })

export const sqlRefusals = {
  'text-too-long': row('W16-3', '查询文本超过 20 千字节', 'the query is longer than 20 kB'),
  'not-a-select': row(
    'W16-3',
    '只接受一条 SELECT 查询，文本无法解析或不是 SELECT',
    'only one SELECT is accepted; the text does not parse or is something else',
  ),
  'several-statements': row('W16-3', '一次只能提交一条查询', 'only one statement may be submitted'),
  'too-complex': row('W16-3', '查询过于复杂，请拆分', 'the query is too complex; split it'),
  'unknown-node': row('W16-3', '查询用到了未列入允许清单的写法', 'the query uses a construct that is not on the allow-list'),
  'set-operation': row('W16-3', '暂不支持 UNION、INTERSECT、EXCEPT', 'UNION, INTERSECT and EXCEPT are not open yet'),
  window: row('W16-3', '暂不支持窗口函数', 'window functions are not open yet'),
  subquery: row('W16-3', '表达式中不得使用子查询，请改用连接', 'a subquery may not stand in an expression; use a join'),
  'table-function': row('W16-3', '不得使用表函数', 'table functions may not be used'),
  'columns-expression': row('W16-3', '不得使用 COLUMNS 等展开写法，请写明列名', 'COLUMNS and the like may not be used; name the columns'),
  'grouping-sets': row(
    'W16-3',
    '不得使用 ROLLUP、CUBE、GROUPING SETS：合计减去其余即可得出被隐去的单元',
    'ROLLUP, CUBE and GROUPING SETS may not be used: a total less its parts gives away a hidden cell',
  ),
  'function-not-allowed': row('W16-3', '该函数未列入允许清单', 'this function is not on the allow-list'),
  'type-not-allowed': row('W16-3', '不得转换为该类型', 'values may not be cast to this type'),
  'reserved-name': row(
    'W16-3',
    '名称不得以两个下划线开头，也不得与授权表同名',
    'a name may not begin with two underscores nor repeat the name of a granted table',
  ),
  'table-not-granted': row('W12-1', '该表不在授权范围内', 'this table is not granted'),
  'column-hidden': row('W12-1', '该列未授权使用', 'this column is not granted'),
  'does-not-bind': row('W12-1', '列名、类型或写法与授权的表不符', 'names, types or grouping do not fit the granted tables'),
  'parameter-unknown': row('W16-3', '查询用到了未声明的参数', 'the query uses a parameter that was not declared'),
  'identifier-used': row(
    'W16-3',
    '该列只能用于等值连接或计数，不得输出、筛选、分组或排序',
    'this column may only join tables by equality or be counted; it may not leave, filter, group or sort',
  ),
  'only-filters': row('W16-3', '该列只能用于筛选', 'this column may only filter'),
  'only-after-grouping': row(
    'W16-3',
    '该列只能作为分组依据输出，或经汇总后输出',
    'this column may leave only as a group or in an aggregate',
  ),
  'only-after-aggregation': row(
    'W16-3',
    '该列只能汇总后输出，不得用于筛选、分组或排序',
    'this column may leave only in an aggregate; it may not filter, group or sort',
  ),
  'rows-by-unseen': row(
    'W16-3',
    '逐行结果不得由不可见的列筛选，请改为汇总',
    'rows may not be chosen by a column that may not be seen; aggregate instead',
  ),
  'figures-unprotected': row(
    'W16-3',
    '审定要求对结果数值取整或者加噪：每一列只能是分组依据或者单独的 count、sum、avg（取整时不含 avg），不得使用 HAVING、ORDER BY、LIMIT',
    'figures are rounded or moved by the decision: each column is a key of the group or a bare count, sum or avg (no avg where figures are rounded), without HAVING, ORDER BY and LIMIT',
  ),
  'aggregate-reveals': row('W16-3', '该汇总函数会透露单个主体的值', 'this aggregate function would reveal the value of one subject'),
  'aggregate-isolates': row(
    'W16-3',
    '受保护的列须直接汇总：不得带条件、计算、FILTER、DISTINCT 或排序',
    'a protected column must be aggregated as it stands: no condition, arithmetic, FILTER, DISTINCT or order inside',
  ),
  'aggregate-inside': row(
    'W16-3',
    '涉及受保护列的汇总须是最外层查询，且只汇总一次',
    'an aggregate over protected columns must be the outermost query, and the only one',
  ),
  'derived-rows': row(
    'W16-3',
    '涉及受保护列时须直接汇总授权表，不得经由子查询或 WITH',
    'with protected columns, aggregate the granted tables themselves, not a subquery or WITH',
  ),
  'rows-about-people': row(
    'W16-3',
    '涉及个人的逐行结果须直接取自授权表，不得排序、去重、截取或者经由子查询、WITH、半连接，也可改为分组汇总（GROUP BY）',
    'rows about people leave only straight from granted tables, without ORDER BY, DISTINCT, LIMIT, subquery, WITH or semi join; or as groups (GROUP BY)',
  ),
  'unknown-step': row('W16-3', '无法判定受保护的列如何进入结果', 'how protected columns reach the result cannot be shown'),
  'output-type': row('W16-3', '结果列只能是数值、文本、日期或布尔值', 'a result column must be a number, a text, a date or a boolean'),
  'nothing-shown': row('W16-3', '至少要有一步展示结果', 'at least one step must be shown'),
  'does-not-print': row('W16-3', '查询无法写成规范文本', 'the query cannot be written as canonical text'),
} as const satisfies Record<string, Row>

export type SqlRefusalCode = keyof typeof sqlRefusals

/** What was refused and where: `path` leads from a column, a function or a construct to the place it would reach. */
export interface SqlRefusal {
  readonly rule: RuleId
  readonly code: SqlRefusalCode
  readonly words: { readonly zh: string; readonly en: string }
  readonly fields: readonly string[]
  readonly path?: readonly string[]
}

export const sqlRefusal = (code: SqlRefusalCode, ...path: readonly string[]): SqlRefusal => {
  const { rule, zh, en } = sqlRefusals[code]
  return { rule, code, words: { zh, en }, fields: ['sql'], ...(path.length > 0 && { path }) }
}

/** Each refusal once. */
export const distinct = (refusals: readonly SqlRefusal[]): readonly SqlRefusal[] => [
  ...new Map(refusals.map((one) => [`${one.code} ${one.path?.join(' → ') ?? ''}`, one])).values(),
]
