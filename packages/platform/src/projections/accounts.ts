/** Keeps the rows that people sign in by in step with the cases of accounts, in the transaction of each act. */
import type { Account } from '@yunhe/law'
import { wipeDraftsOf } from '../store/drafts.ts'
import { forgetUploadsOf } from '../store/files/uploads.ts'
import { forgetLooksOf } from '../store/follows.ts'
import { forgetExportsOf } from '../store/list-exports.ts'
import { forgetViewsOf } from '../store/list-views.ts'
import type { Follower, Tx } from '../store/log.ts'
import { forgetMailOf } from '../store/mail.ts'
import { forgetFailuresOf } from '../store/sign-in-limit.ts'
import { forgetToursOf } from '../store/tours.ts'

/** @param accountKey under which failed sign-ins are counted */
export const projectAccounts =
  (accountKey: Uint8Array): Follower =>
  async (tx, { procedure, id, events, folded }) => {
    if (procedure !== 'account') return
    const account = folded as Account
    await writeAccount(tx, id, account)
    for (const { type } of events) await (after[type] ?? nothing)(tx, id, account, accountKey)
  }

const writeAccount = async (
  tx: Tx,
  person: string,
  { login, displayName, organization, roles, regionCode, stage }: Account,
): Promise<void> => {
  const values = { organization, roles: [...roles], region_code: regionCode, display_name: displayName, closed: stage !== 'open' }
  await tx
    .insertInto('accounts')
    .values({ login, person, ...values })
    .onConflict((clash) => clash.column('person').doUpdateSet(values))
    .execute()
}

type Following = (tx: Tx, person: string, account: Account, accountKey: Uint8Array) => Promise<void>

const nothing: Following = async () => {}

const endSessions: Following = async (tx, _, { login }) => {
  await tx.deleteFrom('sessions').where('login', '=', login).execute()
}

const after: Readonly<Record<string, Following>> = {
  AccountDisabled: async (tx, person, account, accountKey) => {
    await endSessions(tx, person, account, accountKey)
    await wipeDraftsOf(tx, person)
    await forgetUploadsOf(tx, person)
    await forgetLooksOf(tx, person)
    await forgetViewsOf(tx, person)
    await forgetExportsOf(tx, person)
    await forgetToursOf(tx, person)
    await forgetMailOf(tx, person)
  },
  AccountUnlocked: async (tx, _, { login }, accountKey) => {
    await forgetFailuresOf(tx, accountKey, login)
  },
  PasswordIssued: async (tx, person, account, accountKey) => {
    await tx.updateTable('accounts').set({ password_hash: '' }).where('person', '=', person).execute()
    await endSessions(tx, person, account, accountKey)
  },
  SecondFactorRemoved: async (tx, person, account, accountKey) => {
    const none = { second_factor: null, second_factor_pending: null, second_factor_step: 0 }
    await tx.updateTable('accounts').set(none).where('person', '=', person).execute()
    await endSessions(tx, person, account, accountKey)
  },
}
