/**
 * Acts that one person may do to many cases with the same answers. Each is still an act of its own, with its own rules and its own entry;
 * what stands here only says that nobody has to weigh the single case anew. Whatever is not named here is done case by case.
 */
import { z } from 'zod'
import type { Words } from './kernel/words.ts'

const because = (zh: string, en: string): Words => ({ zh, en })

/** By name of the act, with the reason why the same answers may serve many. */
export const bulkActs: Readonly<Record<string, Words>> = {
  'complaint.transfer': because(
    '移送只确定由哪个主管单位办理，不对投诉内容作出结论；移送理由是该单位的职责，同类投诉相同。',
    'A transfer settles which body deals with it and concludes nothing; its reason is what that body is there for, the same for all of a kind.',
  ),
  'complaint.acknowledge': because('签收只说明已经收到，不作出处理结论。', 'A receipt says that it has arrived and concludes nothing.'),
  'data-objection.accept': because(
    '受理只起算办理期限，异议是否成立另行答复。',
    'Taking it up only starts its period; whether it is right is answered later, one by one.',
  ),
  'call.close': because('申报期限届满后截止，不需要判断。', 'It follows from the end of the period; nothing is weighed.'),
  'call.archive': because('归档不改变已经作出的结论。', 'Filing away changes no conclusion.'),
  'application.close-notice': because('公示期满后结束公示，不需要判断。', 'It follows from the end of the notice; nothing is weighed.'),
  'application.request-list-check': because(
    '核验由名单数据源逐一答复，发起核验不作判断。',
    'The sources of the lists answer for each; asking them weighs nothing.',
  ),
  'authorization.recheck-conditions': because(
    '复核由名单数据源逐一答复，发起复核不作判断。',
    'The sources of the lists answer for each; asking them weighs nothing.',
  ),
  'product.open-registration-notice': because(
    '形式审核已经逐件通过，公示只公布审核结果。',
    'Each has passed its form review; the notice makes public what was found.',
  ),
  'registration.open-notice': because(
    '形式审核已经逐件通过，公示只公布审核结果。',
    'Each has passed its form review; the notice makes public what was found.',
  ),
  'product.code': because('公示已经期满，编码按规则生成。', 'The notice has run out, and the code follows from its rule.'),
  'person.train': because('同一场培训的参加人员，课程和日期相同。', 'Those who sat in the same training share its course and its days.'),
}

/** Fields in which somebody says what they think of this one case: a form that has one is never answered for many. */
export const weighingFields = [
  'opinion',
  'conclusion',
  'vote',
  'outcome',
  'finding',
  'defects',
  'sheet',
  'scores',
  'reasonable',
  'compliant',
  'secure',
  'acceptance',
  'statement',
  'independence',
  'ground',
  'creditWeighing',
  'violation',
  'cause',
] as const

/** The fields of a form in which one case is weighed, at whatever depth. */
export const weighedIn = (asks: z.ZodType): readonly string[] => {
  const names = new Set<string>()
  const look = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties } = schema as { readonly properties?: object }
    for (const name of Object.keys(properties ?? {})) names.add(name)
    for (const inner of Object.values(schema)) look(inner)
  }
  look(z.toJSONSchema(asks, { io: 'input', unrepresentable: 'any' }))
  return weighingFields.filter((field) => names.has(field))
}
