/** Words for letters by e-mail and the outbox. */
import type { Dictionary } from '../zh-CN.ts'

export const mail: Dictionary['mail'] = {
  title: 'E-mail',
  lead: 'Beside the notices here, letters can go to your e-mail address. They say how many and of what kind, nothing of a case; what it is you see when you sign in.',
  off: 'This platform has no mail server and sends no e-mail. Notices here are not affected.',
  address: 'E-mail address',
  addressHint:
    'It lies encrypted, is used for these letters only and is shown to nobody else. It is deleted when you stop the letters and when your account ends.',
  addressWrong: 'Enter one e-mail address, such as name@example.cn.',
  send: 'Send a code',
  change: 'Change the address',
  sent: (address) => `A code was sent to ${address}; it is good for 24 hours. If it does not come, check the address and the spam folder.`,
  code: 'Eight-digit code from the letter',
  confirm: 'Confirm the address',
  codeWrong: 'The code is wrong, too old, or was tried too often. Ask for a new one.',
  tooMany: 'Too many codes were asked for within a day. Try again tomorrow.',
  confirmed: (address) => `Confirmed address: ${address}`,
  kinds: { waiting: 'What waits for me', clocks: 'What comes due or is overdue', followed: 'Changes in cases I follow' },
  paces: { 'at-once': 'At once', daily: 'Together every morning at eight', nothing: 'Not at all' },
  language: 'Language of the letters',
  save: 'Save',
  saved: 'Saved.',
  stop: 'Stop the letters',
  stopSure: 'The address is deleted at once, and what has not gone out does not go out.',
  stopped: 'The letters have stopped and the address is deleted.',
}

export const outbox: Dictionary['outbox'] = {
  title: 'Outbox',
  lead: 'How the letters by e-mail go out, without addresses and without what is written. Where a letter fails, the notice in the platform still stands.',
  off: 'No mail server is set (YUNHE_SMTP_URL); no e-mail is sent.',
  counts: 'Pieces within thirty days',
  sorting: 'To be sorted',
  oldest: (at) => `The oldest has waited since ${at}.`,
  problems: 'Did not go out',
  none: 'Nothing has failed to go out.',
  states: {
    waiting: 'waiting',
    sending: 'being sent',
    sent: 'sent',
    'given-up': 'given up',
    unsure: 'not known',
    withdrawn: 'no longer needed',
  },
  unsure: '“Not known”: the line broke while it was being sent. It is not sent again, so that nothing comes twice.',
  kinds: { waiting: 'something waits', clocks: 'something comes due', followed: 'a followed case', confirm: 'code for an address' },
  faults: {
    unreachable: 'the mail server cannot be reached',
    insecure: 'no encrypted line to the mail server',
    'not-let-in': 'the mail server does not take the login',
    'refused-for-now': 'the mail server does not take it for now',
    refused: 'the mail server refused it',
    'broken-off': 'broken off while being sent',
  },
}
