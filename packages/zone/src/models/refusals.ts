/** What modelling says no with, each with its rule and words (articles 3, 12 and 16). */
import type { RuleId } from '@yunhe/law/articles'
import type { ZoneRefusal } from '../refusals.ts'
import { onnxRefusals } from './onnx/check.ts'

interface Row {
  readonly rule: RuleId
  readonly zh: string
  readonly en: string
}
const row = (rule: RuleId, zh: string, en: string): Row => ({ rule, zh, en })

export const modelRefusals = {
  'features-derived': row(
    'W16-3',
    '特征查询只能直接读取授权的表（可连接、筛选、按主体汇总），不得使用子查询、WITH、排序、去重或截取',
    'features read granted tables directly: joins, conditions and totals by subject, no subqueries, WITH, ORDER BY, DISTINCT or LIMIT',
  ),
  'features-not-by-subject': row(
    'W16-3',
    '汇总得出的特征须按主体列分组（GROUP BY 写明主体列），否则无法清点模型背后的人数',
    'features that are totals must be grouped by the subject column, or nobody could count the people behind the model',
  ),
  'features-name-subjects': row(
    'W16-3',
    '主体列不得作为特征，也不得用于筛选；主体由系统自行清点',
    'the subject column may be neither a feature nor a condition; the zone counts subjects by itself',
  ),
  'features-of-two-subjects': row(
    'W16-3',
    '涉及主体的表之间只能按主体列等值连接；没有主体列的表不得与其他表连接',
    'tables about subjects may only be joined by their subject columns; a table without one may not be joined',
  ),
  'features-identify': row(
    'W16-3',
    '该列由直接标识符得出，不得作为特征',
    'this column comes from a direct identifier and may not be a feature',
  ),
  'features-filter-only': row(
    'W16-3',
    '该列来自只能用于筛选的列，不得作为特征',
    'this column comes from one that may only filter, and may not be a feature',
  ),
  'features-reveal': row(
    'W16-3',
    '该文本列来自不得按值展示的列，请改用数值（如 CASE … THEN 1 ELSE 0 END）',
    'this text comes from a column whose values may not be shown; use numbers instead, as CASE … THEN 1 ELSE 0 END',
  ),
  'features-chosen-by-value': row(
    'W16-3',
    '只能汇总使用的列不得用于筛选或连接条件，可用于计算特征和目标',
    'a column that may only be aggregated may not stand in a condition; features and the target may be computed from it',
  ),
  'target-of-few': row(
    'W16-3',
    '目标列几乎只由极少数主体决定，不予训练',
    'the target is made up by a few subjects: no model is taught from it',
  ),
  'features-type': row('W16-3', '该列的类型不能作为特征', 'a column of this type cannot be a feature'),
  'features-too-many': row('W16-3', '特征列超过 200 个', 'there are more than 200 feature columns'),
  'column-missing': row('A3', '特征查询中没有这一列', 'the feature query has no such column'),
  'group-not-nameable': row('W16-3', '该列不得用于分组比较', 'this column may not be used to compare groups'),
  'card-identifies': row(
    'W16-3',
    '模型说明中疑似含有个人标识或编码内容',
    'the text of the card seems to hold identifiers or encoded content',
  ),
  'python-missing': row('A3', '本机未安装 Python（scikit-learn）', 'this machine has no Python with scikit-learn'),
  'onnx-missing': row('A3', '本机未安装 ONNX 运行库', 'this machine has no ONNX runtime'),
  'model-unknown': row('W24-1', '本工作空间没有这个模型', 'this workspace has no such model'),
  'model-refused': row('W16-3', '模型未通过核验，不得导出或提供服务', 'the model did not pass its verdict and may neither leave nor serve'),
  'too-few-subjects': row('W16-3', '训练集的主体过少，不予训练', 'too few subjects to teach a model from'),
  'class-too-small': row('W16-3', '某一类别的主体少于最小分组，不予训练', 'one class has fewer subjects than the smallest group'),
  'no-features': row(
    'A3',
    '没有可用的特征：各列取值单一或类别过于稀少',
    'no feature is left: columns are constant or their categories too rare',
  ),
  'target-missing': row('A3', '特征查询中没有目标列', 'the feature query has no target column'),
  'target-not-a-number': row('A3', '回归的目标列须为数值', 'the target of a regression must be a number'),
  'target-not-two-classes': row('A3', '分类的目标列须恰有两类', 'the target must have exactly two classes'),
  'group-not-categories': row('A3', '分组列须为文本类别', 'the group column must hold categories'),
  'too-many-cells': row('A3', '特征表过大，请减少列数或行数', 'the feature table is too large; use fewer columns or rows'),
  'too-many-rows': row('A3', '特征表超过 200 万行', 'the feature table has more than two million rows'),
  'column-type': row('A3', '特征表含有无法使用的列类型', 'a column of the feature table has a type that cannot be used'),
  'inputs-do-not-fit': row('A3', '模型的输入与特征查询的列不符', 'the inputs of the model do not fit the columns of the feature query'),
  'outputs-do-not-fit': row('A3', '模型的输出无法作为分数', 'what the model says cannot be read as a score'),
  'python-failed': row('A3', 'Python 训练未能完成', 'the training in Python did not finish'),
  ...Object.fromEntries(Object.entries(onnxRefusals).map(([code, { zh, en }]) => [code, row('W16-3', zh, en)])),
} as const as Readonly<Record<ModelRefusal, Row>>

export type ModelRefusal =
  | 'features-derived'
  | 'features-not-by-subject'
  | 'features-name-subjects'
  | 'features-of-two-subjects'
  | 'features-identify'
  | 'features-filter-only'
  | 'features-reveal'
  | 'features-type'
  | 'features-chosen-by-value'
  | 'target-of-few'
  | 'features-too-many'
  | 'column-missing'
  | 'group-not-nameable'
  | 'card-identifies'
  | 'python-missing'
  | 'onnx-missing'
  | 'model-unknown'
  | 'model-refused'
  | 'too-few-subjects'
  | 'class-too-small'
  | 'no-features'
  | 'target-missing'
  | 'target-not-a-number'
  | 'target-not-two-classes'
  | 'group-not-categories'
  | 'too-many-cells'
  | 'too-many-rows'
  | 'column-type'
  | 'inputs-do-not-fit'
  | 'outputs-do-not-fit'
  | 'python-failed'
  | keyof typeof onnxRefusals

export const isModelRefusal = (code: string): code is ModelRefusal => code in modelRefusals

export const modelRefusal = (code: ModelRefusal, ...fields: readonly string[]): ZoneRefusal => {
  const { rule, zh, en } = modelRefusals[code]
  return { rule, code, words: { zh, en }, fields }
}
