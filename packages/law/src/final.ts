/**
 * Acts that cannot be taken back, or that stop something at once: what their form says beside the button, before anybody presses it.
 * What stops nothing and can be answered by a later act is not named here.
 */
import type { Words } from './kernel/words.ts'

const so = (zh: string, en: string): Words => ({ zh, en })

/** By name of the act, with what follows from it. */
export const finalActs: Readonly<Record<string, Words>> = {
  'authorization.order-rectification': so(
    '作出后授权立即暂停：接口停止服务，正在运行的作业被终止，整改验收后方可恢复。',
    'It suspends at once: APIs stop, jobs that run are killed, and only an accepted rectification resumes it.',
  ),
  'authorization.terminate': so(
    '终止后服务停止、工作空间封存并启动销毁，授权不能恢复。',
    'Services stop, workspaces are sealed and their destruction begins; the authorization cannot be resumed.',
  ),
  'authorization.revoke': so(
    '撤销后服务立即停止、工作空间封存并启动销毁，授权不能恢复；因违规撤销的，运营单位同时列入禁入。',
    'Services stop at once, workspaces are sealed and their destruction begins; nothing of it can be resumed. For a violation the operator is banned too.',
  ),
  'catalog-item.change-attribute': so(
    '改为禁止开放或者标注涉密的，所有使用该数据的工作空间和产品立即停止。',
    'Where it becomes prohibited or secret, every workspace and product that uses it stops at once.',
  ),
  'person.leave': so(
    '登记后立即生效：通行凭证失效，正在运行的作业被终止；重新参与的应当重新申报。',
    'It takes effect at once: tickets are void and running jobs are killed; whoever is to come back is put forward anew.',
  ),
  'registration-objection.decide': so(
    '一项异议只答复一次，提交后不能更改，并告知异议人；异议成立的，应当退回或者不予登记。',
    'An objection is answered once, and the objector is told; where it is upheld the registration is sent back or rejected.',
  ),
  'data-request.end-purpose': so(
    '结束后不能再使用该工作空间，数据封存并按期销毁；需要再用的，应当重新申请。',
    'The workspace is not used any more, its data is sealed and destroyed in time; whoever needs it again asks anew.',
  ),
  'data-request.renew-pseudonyms': so(
    '更换后原有假名全部失效，与更换前的结果不能再对应。',
    'All pseudonyms change: results from before can no longer be joined with those after.',
  ),
  'destruction.approve': so(
    '批准后即可执行，执行后不能恢复；依法应当保留的，请先办理依法保留。',
    'Once approved it may be carried out, and then nothing brings the data back; what the law wants kept is put on hold first.',
  ),
  'destruction.execute': so(
    '执行后密钥和数据即被销毁，任何人不能恢复。请核对执行人、见证人和销毁对象。',
    'The keys and the data are gone for good, for everybody. Check who carries it out, who watches, and what is destroyed.',
  ),
  'deliberation.vote': so('一家单位只表决一次，提交后不能更改。', 'A body votes once; the vote cannot be changed.'),
  'export.vote': so(
    '一家单位只投一次票，提交后不能更改；文件有改动的，另行投票。',
    'A body votes once; the vote stands unless the files change, which calls for another.',
  ),
  'export.withdraw': so('撤回后不能再下载，需要导出的应当重新申请。', 'Nothing is fetched any more; whoever needs the result asks anew.'),
  'social-data.withdraw': so(
    '撤回后该项社会数据从工作空间清除，不能恢复。',
    'The import is purged from the workspace and does not come back.',
  ),
  'subscription.revoke': so(
    '收回后不能再用，已发密钥立即失效；需要再用的应当重新申请。',
    'It cannot be used any more and a key that was issued stops at once; whoever needs it again applies anew.',
  ),
}
