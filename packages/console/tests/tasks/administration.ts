/** Tasks of the three administrators: accounts, roles, the trail. */

import { usccOf } from '../../../../tools/story/teller.ts'
import { demoOrganizations } from '../../../platform/src/demo.ts'
import { event, field, given, kind, plain, role, say, word } from './said.ts'
import { answer, choose, follow, menu, option, perform, picture, press, search, see, submit } from './step.ts'
import type { Scene, Task } from './task.ts'

const theLogin = given('newcomer', '新账号', 'the new login')
const theirName = say('新进人员', 'Newcomer')
const transport = demoOrganizations.find(({ code }) => code === usccOf('transport'))?.name ?? ''

const theNewcomer = async ({ story, number, say: told }: Scene) => {
  const login = `clerk${number}`
  const asked = { organization: usccOf('transport'), login, displayName: told('新进人员', 'Newcomer') }
  await story.does('sysadmin', { plural: 'accounts', act: 'open', asked })
  return { newcomer: login }
}

export const administration: readonly Task[] = [
  {
    id: 'open-account',
    role: 'system-admin',
    login: 'sysadmin',
    title: { zh: '开立账户并签发一次性密码', en: 'Open an account and issue its one-time password' },
    prepare: async ({ number }) => ({ newcomer: `clerk${number}` }),
    steps: [
      menu(word(({ nav }) => nav.accounts)),
      follow(word(({ accounts }) => accounts.open)),
      option('account', 'organization', plain(transport)),
      answer('account', 'login', theLogin),
      answer('account', 'displayName', theirName),
      ...submit('account.open'),
      see(theLogin),
      menu(word(({ nav }) => nav.accounts)),
      choose(field('login'), theLogin),
      press(word(({ accounts }) => accounts.issue)),
      see((tongue) => word(({ accounts }) => accounts.issued(theirName(tongue)))(tongue), 'status'),
      picture(say('一次性密码只显示这一次', 'The one-time password is shown this once')),
    ],
  },
  {
    id: 'grant-roles',
    role: 'security-admin',
    login: 'secadmin',
    title: { zh: '向新账户授予角色', en: 'Grant roles to a new account' },
    prepare: theNewcomer,
    steps: [
      menu(word(({ nav }) => nav.accounts)),
      search(
        word(({ accounts }) => accounts.search),
        theLogin,
      ),
      follow(theLogin),
      ...perform('account.grant-roles', option('account', 'roles', role('agency'))),
      see(role('agency')),
      picture(say('角色已授予，从本人下次操作起生效', 'The role is granted and holds from the next step of the person')),
    ],
  },
  {
    id: 'check-trail',
    role: 'audit-admin',
    login: 'auditadmin',
    title: { zh: '核对账本并查找一项办理记录', en: 'Check the ledger and find who did an act' },
    prepare: theNewcomer,
    steps: [
      menu(word(({ nav }) => nav.audit)),
      press(word(({ audit }) => audit.run)),
      see(
        word(({ audit }) => audit.sound('').split(' ').at(-1) ?? ''),
        'status',
      ),
      search(
        word(({ audit }) => audit.procedure),
        plain('account'),
      ),
      see(event('AccountOpened'), 'cell'),
      see(kind('accounts'), 'cell'),
      picture(say('核对结果，以及开立账户的全部记录', 'The outcome of the check, and every account that was opened')),
    ],
  },
]
