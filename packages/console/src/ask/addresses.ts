/** Method and path of every route, so that the console carries no parser; a test holds it against the contract. */
import type { Method, Routes } from '@yunhe/platform/contract'

export const addresses = {
  signIn: ['POST', '/api/session'],
  whoAmI: ['GET', '/api/session'],
  signOut: ['DELETE', '/api/session'],
  demoAccounts: ['GET', '/api/demo-accounts'],
  procedures: ['GET', '/api/procedures'],
  inbox: ['GET', '/api/inbox'],
  cases: ['GET', '/api/cases/:plural'],
  case: ['GET', '/api/cases/:plural/:id'],
  open: ['POST', '/api/cases/:plural/acts/:act'],
  act: ['POST', '/api/cases/:plural/:id/acts/:act'],
  ticket: ['POST', '/api/tickets'],
  takeKey: ['POST', '/api/subscriptions/:id/key'],
  zones: ['GET', '/api/zones'],
  meter: ['GET', '/api/meter'],
  proof: ['GET', '/api/ledger/proof'],
  ledger: ['GET', '/api/ledger'],
  organizations: ['GET', '/api/organizations'],
} as const satisfies { readonly [Name in keyof Routes]: readonly [Method, Routes[Name]['path']] }
