/** Words for drafts, pasting, malformed answers and the resumption of files. */
import type { Dictionary } from '../zh-CN.ts'

export const wrongs: Dictionary['wrongs'] = {
  unread: 'This cannot be read.',
  kind: 'This is missing or has the wrong form.',
  tooSmall: (least) => `Length, number or value must be at least ${least}.`,
  tooBig: (most) => `Length, number or value must be at most ${most}.`,
  choice: 'Choose one of the listed values.',
  unknown: 'This holds something that is not known here.',
  at: (place, text) => `Item ${place}: ${text}`,
  of: (name, text) => `${name}: ${text}`,
}

export const drafts: Dictionary['drafts'] = {
  title: 'Drafts not sent',
  lead: 'What you type is saved by itself, encrypted, for your eyes only; it is deleted once sent, discarded, or after thirty days.',
  none: 'You have no drafts.',
  keeping: 'Saving the draft…',
  kept: (at) => `Draft saved (${at})`,
  notKept: 'The draft could not be saved: send the form before you leave this page.',
  restored: (at) => `The draft of ${at} has been restored.`,
  there: (at) => `There is a draft of ${at}.`,
  restore: 'Restore the draft',
  discard: 'Discard the draft',
  discardOf: (what) => `Discard the draft of “${what}”`,
  goOn: 'Go on',
  opening: 'New',
}

export const paste: Dictionary['paste'] = {
  open: 'Paste from a spreadsheet',
  into: (what) => `Paste from a spreadsheet into “${what}”`,
  lead: 'Copy cells in your spreadsheet and paste them below. The first row may hold the names of the columns; without them the columns are, in order:',
  text: 'Pasted cells',
  byHand: (what) => `To be filled in row by row afterwards: ${what}`,
  preview: (rows) => `${rows} rows read`,
  previewCut: (shown) => `the first ${shown} are shown`,
  unusedColumns: (columns) => `Columns not used: ${columns}`,
  notRead: (row, column) => `Row ${row}, “${column}”: not understood, left empty`,
  more: (count) => `${count} more were not understood`,
  add: (rows) => `Add ${rows} rows`,
  replace: (rows) => `Replace by these ${rows} rows`,
  tooMany: (most) => `At most ${most} rows are pasted at once; the rest was not read.`,
  notPairs: (lines) => `Line ${lines}: not “old = new”, left out.`,
}

export const uploads: Dictionary['uploads'] = {
  comparing: 'Comparing what was received already…',
  waiting: (seconds) => `The connection broke; going on in ${seconds} s. Nothing that was received is sent again.`,
  stop: 'Pause',
  goOn: 'Go on sending',
  unfinished: (name, done, all) => `“${name}” has not been sent whole (${done} of ${all} received).`,
  again: 'Choose the same file again and send it to go on where it stopped; the zone keeps what it received in its memory for six hours.',
  discard: 'Give it up',
  another: 'The chosen file is not the one that was begun; it is sent from its start.',
}

export const files: Dictionary['files'] = {
  hint: (kinds, most, count) => `${kinds}${most === '' ? '' : `, up to ${most} each`}, no more than ${count} files.`,
  choose: 'Choose files',
  drop: 'or drop them here, several at once if you like',
  comparing: 'Comparing with what has come…',
  sending: (done, all) => `Sending, ${done} of ${all}`,
  checking: 'Sent; the platform looks at it…',
  failed: 'Not sent',
  again: 'Send again',
  againOf: (name) => `Send again ${name}`,
  remove: 'Remove',
  cancel: 'Stop',
  discard: 'Give up',
  removeOf: (name) => `Remove ${name}`,
  cancelOf: (name) => `Stop ${name}`,
  progressOf: (name) => `How far ${name} has been sent`,
  unfinished: (name, done, all) =>
    `“${name}” was not sent whole (${done} of ${all}). Choose the same file again to go on where it broke off.`,
  discardOf: (name) => `Give up ${name}`,
  stillSending: 'files are still being sent: wait for them or stop them, then send the form',
  needsSecure: 'Files can be sent over a secure connection (HTTPS) only.',
  unused: 'Files sent and not used',
  unusedLead: (days) =>
    `A file belongs to its case once it is sent with an act. One that no act refers to is cleared away ${days} days after it was last touched.`,
  noneUnused: 'No files lie here unused.',
}
