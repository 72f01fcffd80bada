/** Words for accounts, their administrators and the audit. */
import type { Dictionary } from '../zh-CN.ts'

export const account: Dictionary['account'] = {
  title: 'My account',
  pending: {
    password: 'You signed in with a one-time password. Set one of your own before anything else.',
    'second-factor': 'Your role signs in with a second factor. Enrol one before anything else.',
  },
  password: 'Password',
  current: 'Password now',
  next: 'New password (twelve characters or more, without your login)',
  repeat: 'New password again',
  change: 'Change the password',
  changed: 'The password was changed; your other sessions have ended.',
  differs: 'The two new passwords differ.',
  weak: 'Choose another one: at least twelve characters, not too plain, without your login, and not the one before.',
  wrong: 'The password or the code is wrong.',
  factor: 'Second factor',
  hasFactor: 'A second factor is enrolled: signing in takes a six-digit code beside the password.',
  noFactor: 'No second factor is enrolled. An authenticator app on your telephone can be one.',
  begin: 'Begin',
  scan: 'Scan the code with an authenticator app, or type the secret, then enter the six digits that the app shows.',
  secret: 'Secret',
  code: 'Six-digit code',
  confirm: 'Enrol',
  enrolled: 'The second factor is enrolled; it is asked for from the next sign-in on.',
  locked: (minutes) =>
    `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or ask the security administrator to unlock.`,
  codeNeeded: 'Enter the six digits that your authenticator app shows.',
}

export const accounts: Dictionary['accounts'] = {
  title: 'Accounts',
  lead: 'The system administrator opens and disables accounts, the security administrator grants roles, the audit administrator only looks. Each step is in the ledger.',
  empty: 'No account fits.',
  search: 'Login or name',
  standing: { open: 'open', closed: 'disabled' },
  locked: 'locked',
  noPassword: 'no password',
  yes: 'enrolled',
  no: 'none',
  open: 'Open an account',
  issue: 'Issue a one-time password',
  issueTo: 'Choose an account first.',
  issued: (name) => `One-time password of ${name} (shown this once, to be changed at the first sign-in):`,
}

export const audit: Dictionary['audit'] = {
  title: 'Audit trail',
  lead: 'Every entry of the ledger in its order: who, when, what, under which rules. The content is not shown here.',
  empty: 'No entry fits.',
  from: 'From',
  to: 'To',
  type: 'Type of entry',
  procedure: 'Kind of case',
  person: 'Person',
  organization: 'Organization',
  entries: 'All entries',
  older: 'Older entries',
  newest: 'Back to the newest',
  check: 'Check',
  checkLead: 'Holds each entry against the published log, and each account against what was done on it.',
  run: 'Check now',
  sound: (size) => `${size} entries checked: all are as published, and accounts are as their cases say.`,
  entriesDiffer: 'These entries differ from the log; act at once:',
  accountsDiffer: 'These accounts differ from their cases; act at once:',
}
