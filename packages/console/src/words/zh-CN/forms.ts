/** 表单的草稿、粘贴、格式提示和文件续传的用语。 */

/** 平台退回的格式问题，按种类说明。 */
export const wrongs = {
  unread: '格式不正确',
  kind: '未填写，或者格式不正确',
  tooSmall: (least: string) => `长度、数量或者数值不得小于 ${least}`,
  tooBig: (most: string) => `长度、数量或者数值不得超过 ${most}`,
  choice: '请从列出的选项中选择',
  unknown: '含有不能识别的内容',
  at: (place: string, text: string) => `第 ${place} 项：${text}`,
  of: (name: string, text: string) => `${name}：${text}`,
}

export const drafts = {
  title: '未提交的草稿',
  lead: '填写的内容自动加密保存，只有您本人能看到；提交、舍弃或者满三十天后删除。',
  none: '没有未提交的草稿。',
  keeping: '正在保存草稿…',
  kept: (at: string) => `草稿已保存（${at}）`,
  notKept: '草稿未能保存，离开本页前请先提交。',
  restored: (at: string) => `已恢复 ${at} 保存的草稿。`,
  there: (at: string) => `有一份 ${at} 保存的草稿。`,
  restore: '恢复草稿',
  discard: '舍弃草稿',
  discardOf: (what: string) => `舍弃草稿：${what}`,
  goOn: '继续填写',
  opening: '新办',
}

export const paste = {
  open: '从电子表格粘贴',
  into: (what: string) => `从电子表格粘贴到“${what}”`,
  lead: '在电子表格中选中单元格并复制，再粘贴到下框。首行可以是列名；没有列名时，各列依次为：',
  text: '粘贴内容',
  byHand: (what: string) => `以下内容粘贴后逐行填写：${what}`,
  preview: (rows: string) => `读出 ${rows} 行`,
  previewCut: (shown: string) => `只显示前 ${shown} 行`,
  unusedColumns: (columns: string) => `未使用的列：${columns}`,
  notRead: (row: string, column: string) => `第 ${row} 行“${column}”无法识别，已留空`,
  more: (count: string) => `另有 ${count} 处无法识别`,
  add: (rows: string) => `添加 ${rows} 行`,
  replace: (rows: string) => `替换为这 ${rows} 行`,
  tooMany: (most: string) => `一次最多粘贴 ${most} 行，其余未读入。`,
  notPairs: (lines: string) => `第 ${lines} 行不是“原值 = 新值”，未计入。`,
}

export const uploads = {
  comparing: '正在核对已送达的部分…',
  waiting: (seconds: string) => `连接中断，${seconds} 秒后自动续传。已送达的部分不会重送。`,
  stop: '暂停',
  goOn: '继续送数',
  unfinished: (name: string, done: string, all: string) => `“${name}”尚未送完（已送达 ${done}，共 ${all}）。`,
  again: '重新选择同一文件后点“送数”，从中断处继续；已送达的部分在授权运营域的内存中保留六小时。',
  discard: '放弃续传',
  another: '所选文件与未送完的不是同一文件，将从头送起。',
}

/** 随事项提交的附件。 */
export const files = {
  hint: (kinds: string, most: string, count: string) => `接受 ${kinds}${most === '' ? '' : `，单个不超过 ${most}`}，最多 ${count} 个。`,
  choose: '选择文件',
  drop: '或者拖放到此处，一次可选多个',
  comparing: '正在核对已上传的部分…',
  sending: (done: string, all: string) => `正在上传，已传 ${done}，共 ${all}`,
  checking: '已传完，平台正在核对…',
  failed: '未能上传',
  again: '重新上传',
  againOf: (name: string) => `重新上传 ${name}`,
  remove: '移除',
  cancel: '取消',
  discard: '放弃续传',
  removeOf: (name: string) => `移除 ${name}`,
  cancelOf: (name: string) => `取消上传 ${name}`,
  progressOf: (name: string) => `${name} 的上传进度`,
  unfinished: (name: string, done: string, all: string) => `“${name}”尚未传完（已传 ${done}，共 ${all}），重新选择该文件即从中断处继续。`,
  discardOf: (name: string) => `放弃续传 ${name}`,
  stillSending: '附件仍在上传，请等待传完或者取消后再提交',
  needsSecure: '当前连接不是安全连接（HTTPS），不能上传附件。',
  unused: '已上传未提交的附件',
  unusedLead: (days: string) => `随事项提交后归入该事项；未提交的，最后一次变动 ${days} 天后清除。`,
  noneUnused: '没有已上传未提交的附件。',
}
