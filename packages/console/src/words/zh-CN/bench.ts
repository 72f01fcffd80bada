/** Words of the SQL editor: completion, layout, what a text would do, and the rules that hold for its results. */
export const bench = {
  format: '整理格式',
  unformatted: '语句不完整或者有误，无法整理格式。',
  explained: '解释',
  explainedLead: '以下由授权运营域按语句的执行计划推得；语句尚未运行。',
  type: '类型',
  way: '从字段到结果列的路径',
  state: '到达时的状态',
  modes: { raw: '逐行取值', grouped: '分组依据', aggregated: '汇总所得' },
  constant: '不取自任何字段',
  hidden: '不提供的字段',
  rulesTitle: '结果适用的规则',
  rulesLead: '运行结果先按下列规则核查，再予展示；不符合的单元格或者整份结果不予展示。',
  noGuard: '结果不涉及个人，只适用下列数量上限。',
  minimum: (people: string, rows: string) => `每个单元格至少涉及 ${people} 人、${rows} 行，不足的隐去`,
  minimumOfRows: (people: string, rows: string) => `结果逐行给出；每一种取值组合至少涉及 ${people} 人、${rows} 行，不足的隐去`,
  dominance: (largest: string, most: string, rest: string) =>
    `前 ${largest} 位合计超过 ${most}，或者除前两位外的部分不足最大一位的 ${rest} 的，该单元格隐去`,
  ofColumns: (columns: string) => `适用于：${columns}`,
  rounded: (base: string) => `计数和合计按 ${base} 的倍数取整`,
  noisy: (most: string, share: string) =>
    `计数加扰动，最多增减 ${most}；合计的扰动不超过最大一位的 ${share}；同一批人的同一数值，扰动始终相同`,
  exact: '计数和合计不取整、不加扰动',
  compared: (tables: string) => `与此前向本单位及其关联单位放行过的全部结果比对（${tables}），能相减推出少数人的，不予放行`,
  identifiers: '结果中出现证件号、手机号等标识的，不予放行',
  limits: (rows: string, bytes: string) => `结果不超过 ${rows} 行、${bytes}`,
}
