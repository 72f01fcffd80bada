/** What is destroyed: a workspace, and after the end an export and a dataset, before a witness, and every read of them fails (article 19). */
import { inZone } from './client.ts'
import type { Teller } from './teller.ts'

export const theDisposal = async (story: Teller, exported: string, item: string): Promise<void> => {
  const ofExport = {
    plural: 'destructions',
    act: 'open-for-export',
    asked: { trigger: 'purpose-met', export: exported, reason: '使用目的已实现。' },
  }
  await story.isRefused('operator', ofExport, 'A19')
  await story.does('cyberspace', { plural: 'exports', act: 'seal', id: exported, asked: { reason: '使用目的已实现，先行封存。' } })
  await carriedOut(story, await story.does('operator', ofExport), '导出文件', 'export')
  const fetched = await (await story.as('analyst')).post('/api/tickets', { purpose: 'download', case: exported })
  const file =
    fetched.status === 200
      ? await inZone(story.zoneOrigin, fetched.body.ticket).get(`/exports/${exported}/files/income.json`)
      : { status: fetched.status }
  story.check('export.download', 'A19', file.status >= 400, '销毁后无法再下载。', `once destroyed it cannot be fetched (${file.status})`)

  const wish = { plural: 'destructions', act: 'open-for-item', asked: { trigger: 'purpose-met', item, reason: '处理目的已实现。' } }
  await story.isRefused('statistics', wish, 'W19-2')
  await story.does('statistics', {
    plural: 'catalog-items',
    act: 'change-attribute',
    id: item,
    asked: { openAttribute: 'prohibited', secrecy: false, reason: '不再提供。' },
  })
  await story.settle()
  await carriedOut(story, await story.does('statistics', wish), '数据集', 'dataset')
}

/** @param zh what it is of, in Chinese; `en` in English */
export const carriedOut = async (story: Teller, id: string, zh: string, en: string): Promise<void> => {
  const deed = (act: string, asked: unknown) => ({ plural: 'destructions', act, id, asked })
  await story.settle()
  await story.does('authority', deed('approve', { method: '密码学擦除并删除密文' }))
  await story.isRefused('datacenter', deed('execute', { executor: 'p-datacenter', witness: 'p-datacenter' }), 'W19-3')
  await story.does('datacenter', deed('execute', { executor: 'p-datacenter', witness: 'p-datacenter-witness' }))
  await story.settle()
  await story.does('authority', deed('accept', { opinion: '清单、见证与验证齐全，验收通过。' }))
  const { stage, state } = (await (await story.as('authority')).get(`/api/cases/destructions/${id}`)).body
  const { record, certificateNumber } = state
  story.check(
    'destruction.accept',
    undefined,
    stage === 'certified' && record?.inventory.length > 0 && record.verification.length > 0,
    `${zh}已销毁：${record?.inventory.length} 个对象，销毁后读取均告失败，销毁证明 ${certificateNumber}。`,
    `the ${en} is destroyed: ${record?.inventory.length} objects, every read afterwards failed; certificate ${certificateNumber}`,
  )
}
