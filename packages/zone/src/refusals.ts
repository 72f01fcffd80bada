/** What the zone says no with: each refusal once, with the rule it rests on and what the person can do (articles 10, 16, 17, 19, 24). */
import type { RuleId } from '@yunhe/law/articles'

/** The same shape as the platform's refusal, so that one component shows both. */
export interface ZoneRefusal {
  readonly rule: RuleId
  readonly code: string
  readonly words: { readonly zh: string; readonly en: string }
  readonly fields: readonly string[]
}

interface Row {
  readonly rule: RuleId
  readonly status: number
  readonly zh: string
  readonly en: string
}

const row = (rule: RuleId, status: number, zh: string, en: string): Row => ({ rule, status, zh, en })

/** Refusals of access: of tickets, of jobs and of calls. The status is what HTTP answers. */
export const refusalTable = {
  'no-ticket': row('W24-1', 401, '没有有效的入域凭证，请从平台重新进入', 'there is no valid ticket; enter again from the platform'),
  'ticket-expired': row('W24-1', 401, '入域凭证已过期，请从平台重新进入', 'the ticket has expired; enter again from the platform'),
  'wrong-zone': row('W24-1', 403, '该凭证不属于本授权运营域', 'the ticket is for another zone'),
  'wrong-purpose': row('W24-1', 403, '该凭证的用途不包括此操作', 'the ticket was given for another purpose'),
  'out-of-scope': row('W12-1', 403, '该凭证的范围不包括此对象', 'the ticket does not cover this object'),
  'person-dismissed': row('W16-7', 403, '该人员的入域权限已收回', 'this person has been dismissed from the zone'),
  'lease-ended': row(
    'W24-3',
    503,
    '授权运营域与平台失联超过租约期限，暂停一切新的访问',
    'the zone has lost the platform for longer than its lease: no new access',
  ),
  'workspace-unknown': row('W24-1', 404, '没有这个工作空间', 'there is no such workspace'),
  'workspace-frozen': row('W10-1', 403, '权限暂停期间不得进入工作空间', 'the workspace is frozen while the rights are suspended'),
  'workspace-sealed': row('W19-1', 403, '工作空间已封存', 'the workspace is sealed'),
  'workspace-destroyed': row('W19-5', 410, '工作空间的数据已销毁', 'the data of this workspace has been destroyed'),
  'grant-ended': row('W10-4', 403, '授权期限已届满', 'the grant has ended'),
  'dataset-unknown': row('W2-1', 404, '没有登记过这个数据集', 'no such dataset is registered'),
  'version-unknown': row('W2-1', 404, '没有这个版本，或者该版本已销毁', 'there is no such version, or it has been destroyed'),
  'source-unknown': row('W6-2', 404, '没有为该数据集登记这个数据源', 'no such source is registered for this dataset'),
  'dataset-sealed': row('W19-2', 403, '该数据集已封存，不得读取或者更新', 'the dataset is sealed: it is neither read nor filled'),
  'export-sealed': row('W19-2', 403, '该项结果导出已封存', 'the export is sealed'),
  'export-destroyed': row('W19-5', 410, '该项结果导出已销毁', 'the export has been destroyed'),
  'dataset-destroyed': row('W19-5', 410, '该数据集已销毁', 'the dataset has been destroyed'),
  'import-unknown': row('W16-4', 404, '没有申报过这项社会数据导入', 'no such import of social data was declared'),
  'import-closed': row('W16-4', 409, '该项导入已收到文件或者已终止，不再接收', 'this import has its file or is over: no other is taken'),
  'upload-unknown': row(
    'W24-1',
    404,
    '没有这次续传，或者已过保留期限，请从头送起',
    'there is no such upload, or its time is over: begin anew',
  ),
  'upload-not-whole': row('A12', 409, '文件尚未全部送达', 'the file has not been received whole'),
  'piece-out-of-place': row(
    'A12',
    409,
    '送达的位置不连续，请从已收到处继续',
    'the piece does not follow what was received: go on from there',
  ),
  'piece-damaged': row('A12', 422, '送达内容与其摘要不一致，请重送该段', 'the piece is not what its digest says: send it again'),
  'too-many-uploads': row('A16', 429, '未完成的送数过多，请先完成或者放弃', 'too many uploads are open: end or give up some of them'),
  'no-room': row(
    'A16',
    503,
    '授权运营域目前没有足够空间接收此文件，请稍后再试',
    'the zone has no room for this file at present: try again later',
  ),
  'isolation-too-low': row('W16-3', 503, '本机的隔离级别低于审定要求', 'the isolation of this machine is below what the decision demands'),
  'questions-used-up': row(
    'A16',
    429,
    '本工作空间可自选测算的字段组合已用完，可由审定单位查验',
    'the combinations of columns that may be measured here are used up; the bodies that decided can measure more',
  ),
  'table-unknown': row('W12-1', 404, '没有这张数据表', 'there is no such table'),
  'job-unknown': row('W24-1', 404, '没有这个任务', 'there is no such job'),
  'job-not-finished': row(
    'W16-3',
    409,
    '任务尚未完成，或其结果未通过输出检查',
    'the job has not finished, or its result did not pass the output checks',
  ),
  'export-unknown': row('W16-3', 404, '没有这项导出', 'there is no such export'),
  'export-closed': row(
    'W16-3',
    409,
    '该项导出已审核同意或者已终结，不能再更换文件',
    'this export is released or over: its files are not changed any more',
  ),
  'export-not-released': row('W16-3', 403, '未经审核同意，不得导出', 'it has not been released'),
  'snapshot-damaged': row('W16-3', 409, '冻结的文件与登记的摘要不一致', 'the frozen files are not those that were recorded'),
  'file-unknown': row('W16-3', 404, '没有这个文件', 'there is no such file'),
  'file-name-twice': row('W16-3', 422, '文件名称不得重复', 'two files have the same name'),
  'format-not-allowed': row('W16-3', 422, '该类文件不得以此格式导出', 'a file of this kind does not leave in this format'),
  'model-not-here': row('W16-3', 404, '该工作空间没有这个模型', 'there is no such model in this workspace'),
  'model-not-passed': row(
    'W16-3',
    422,
    '模型未通过核验或者系外部导入，只能在域内使用，不得导出',
    'the model did not pass its verdict, or was not trained here: it works inside and does not leave',
  ),
  'too-many-drafts': row('A16', 429, '未提交的导出过多，请先处理', 'too many exports were frozen and not asked for: deal with these first'),
  'downloads-used-up': row('W16-3', 403, '下载次数已用完', 'it has been fetched as often as is allowed'),
  'download-ended': row('W16-3', 403, '下载期限已过', 'the time to fetch it is over'),
  'notebook-unknown': row('W24-1', 404, '没有这个笔记', 'there is no such notebook'),
  'notebook-changed': row(
    'A16',
    409,
    '该笔记已被他人保存了新版本，请重新打开后再改',
    'another version of this notebook was saved meanwhile; open it again',
  ),
  'too-many-notebooks': row('A16', 409, '笔记数量已达上限，请先删除不用的', 'there are too many notebooks; delete those that are not used'),
  'product-unknown': row('W24-4', 404, '没有这个产品', 'there is no such product'),
  'product-withdrawn': row('W24-4', 410, '产品已下架', 'the product has been withdrawn'),
  suspended: row('W10-1', 403, '产品已暂停服务', 'the product is suspended'),
  'key-unknown': row('W17-2', 401, '访问密钥无效', 'the access key is not valid'),
  'key-withdrawn': row('W17-2', 401, '访问密钥已收回', 'the access key has been withdrawn'),
  'key-ended': row('W17-2', 401, '访问密钥已过期', 'the access key has ended'),
  'key-of-another-product': row('W17-2', 403, '访问密钥不适用于该产品', 'the access key is for another product'),
  'scenario-missing': row('W17-2', 403, '调用未注明应用场景', 'the call names no scenario'),
  'scenario-not-approved': row(
    'W17-2',
    403,
    '该应用场景未经审核，不得使用',
    'this scenario has not been approved for the product and the key',
  ),
  'too-many-per-day': row('A16', 429, '已达到当日调用上限', 'the calls of this day are used up'),
  'too-many-per-second': row('A16', 429, '调用过于频繁，请稍后再试', 'too many calls in a second; try again shortly'),
  'too-many-strangers': row('A16', 429, '未经登记的调用过多，请稍后再试', 'too many calls without a known key; try again later'),
  'parameter-wrong': row('A3', 400, '查询参数缺失、多余或格式不正确', 'a query parameter is missing, unknown or malformed'),
  'cursor-stale': row(
    'W17-3',
    409,
    '续页标记属于产品的另一版本，请从第一页重新查询',
    'the cursor is of another version of the product: begin again at the first page',
  ),
  'format-unknown': row('A3', 400, '该产品不提供此格式', 'the product is not delivered in this format'),
  'fields-not-separable': row(
    'W17-2',
    403,
    '该产品整件交付，而本密钥只可查看部分字段',
    'the product is delivered whole, and this key may see a part of its fields only',
  ),
  'once-malformed': row(
    'A17',
    400,
    '防重标识（Idempotency-Key）应当为8至100个可见字符',
    'an Idempotency-Key has 8 to 100 visible characters',
  ),
  'once-reused': row('A17', 422, '该防重标识已用于另一次不同的调用', 'this Idempotency-Key stood for another call'),
  'once-under-way': row('A17', 409, '使用该防重标识的调用尚在处理', 'the first call under this Idempotency-Key is not answered yet'),
  'plan-too-small': row(
    'A16',
    422,
    '符合条件的数据不足一千行，不测算脱敏方案',
    'fewer than a thousand rows meet the conditions: no plan is worked out',
  ),
  'not-recorded': row('W16-8', 503, '日志无法写入，操作未执行', 'the log could not be written, so nothing was done'),
  malformed: row('A24', 400, '请求格式不正确', 'the request is malformed'),
} as const satisfies Record<string, Row>

export type AccessRefusal = keyof typeof refusalTable

/** The refusal as everybody sees it. @param fields the form fields or query parameters it marks */
export const refusalOf = (code: AccessRefusal, ...fields: readonly string[]): ZoneRefusal => {
  const { rule, zh, en } = refusalTable[code]
  return { rule, code, words: { zh, en }, fields }
}

export const statusOf = (code: AccessRefusal): number => refusalTable[code].status
