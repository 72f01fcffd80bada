/** The help on each screen in English. */
import type { Screen } from '../../../app/guide/places.ts'
import type { ScreenHelp } from '../../../app/guide/texts.ts'

export const screens: Readonly<Record<Screen, ScreenHelp>> = {
  '/': {
    what: 'Your home gathers what concerns you: what waits for you, what others changed, what you follow and what is about to run out.',
    can: [
      'Enter a case from “waiting for me”; the nearest last day comes first',
      'Go through the doors to the kinds of cases your role works on',
      'Begin a new case',
      'Mark the changes as seen',
    ],
    next: 'Once you have acted, the case leaves your list and goes to whoever is next under the law; their inbox and notices change at once.',
  },
  '/acts': {
    what: 'Every act that the law knows: the kind of case it belongs to, who does it, and under which rules.',
    can: ['Show yours alone, or all', 'Click an article for its gist', 'Click a kind to see its cases'],
    next: 'This page only explains. Whether an act is open depends on the case, and it is done on the page of that case.',
  },
  '/search': {
    what: 'Finds cases, datasets and fields, acts and rules, within what you may see.',
    can: ['Type two characters or more', 'Narrow to one kind', 'Click a result to go there'],
    next: 'What is not listed either does not exist or is not for you to see; the platform does not say which.',
  },
  '/notices': {
    what: 'Everything the platform told you: your turn, ending soon, overdue, urged. What was told of one case on one day stands together.',
    can: ['Filter by kind, or show unread only', 'Click a case to enter it', 'Mark a group or everything as read'],
    next: 'Marking as read changes only what you see: no clock stops, and nobody else’s notices change.',
  },
  '/calendar': {
    what: 'All clocks you may see, by month or as a list, each with its start, its last day and its article.',
    can: ['Switch between month and list', 'Filter by kind, or show yours only', 'Download an .ics file for your own calendar'],
    next: 'On the day after a last day the platform acts or warns as the article says; the list tells what follows for each clock.',
    keys: [
      ['← → ↑ ↓', 'move by day and week'],
      ['PageUp / PageDown', 'move by month'],
      ['Enter', 'shows the clocks of the day'],
    ],
  },
  '/late': {
    what: 'What was not done in time, by the body that must act, the longest delay first.',
    can: ['Enter the late case', 'As data authority, issue an urge from here'],
    next: 'The alarm goes by itself to the body and to the data authority; an urge must be answered.',
  },
  '/analytics': {
    what: 'Figures for your role: authorizations by stage, data requests, products, calls, revenue and contribution, use of resources, risk.',
    can: ['Change board and time span', 'Switch between chart and table', 'Click a figure to see the cases it counts', 'Export CSV'],
    next: 'Figures follow the ledger and say as of when. Where you could not look at the single cases, small counts are suppressed.',
  },
  '/analytics/figures': {
    what: 'How each figure is computed, where it comes from, and who sees the whole of it.',
    can: ['Read definition and source of each figure', 'Go from a figure to its board'],
    next: 'The definitions come from the program that counts, and change with it.',
  },
  '/cases/$plural': {
    what: 'The cases of this kind that you may see.',
    can: ['Find by stage or name', 'Click a name to enter the case', 'Open a new one at the top right, where that is yours to do'],
    next: 'The list changes as cases move on; what is your turn also stands on your home.',
  },
  '/cases/$plural/new': {
    what: 'Here a new case is opened. The law decides what the form asks; what you type is kept as a draft by itself.',
    can: [
      'Fill in the fields; those marked optional may stay empty',
      'Paste rows from a spreadsheet',
      'Leave at any time: the draft is yours alone and is kept for thirty days at most',
    ],
    next: 'What you send is held against the rules at once. Whatever is refused is named with its article and nothing you typed is lost; what is accepted goes into the ledger and to whoever acts next.',
  },
  '/cases/$plural/$id': {
    what: 'All there is to one case: the stage it is in, what you may do, and what was done.',
    can: [
      'Do what is open to you',
      'See why an act is closed, with its article; “why” shows the whole chain',
      'Follow the case: its changes show on your home',
      'Check the proof of any entry',
    ],
    next: 'Every act becomes an entry that cannot be changed. Then it is the next body’s turn, and the clock of that step starts.',
  },
  '/workbench': {
    what: 'The workspaces you may enter. Data is worked on inside the operation zone only; the platform never touches it.',
    can: ['See state and last day of each workspace', 'Enter one that is open'],
    next: 'The zone checks once more that you are admitted and the request is in force; a frozen or sealed workspace stays shut.',
  },
  '/workbench/$id': {
    what: 'Work inside the zone on the data you were granted: write on synthetic data first, then submit a job. What you see is masked, and results leave only after checks.',
    can: [
      'Write queries and notebook steps, with an estimate beforehand',
      'Submit jobs, watch progress and log, cancel at any time',
      'Train and evaluate models',
      'Ask for the export of a result',
    ],
    next: 'The zone checks every result by itself. What is to leave the zone needs an export, voted on by those who gave the data.',
    keys: [
      ['Ctrl + Enter', 'runs the query'],
      ['Esc, then Tab', 'leaves the editor'],
    ],
  },
  '/lineage/$plural/$id': {
    what: 'Where data came from and where it went: catalog item, workspace, job, product, call, in both directions.',
    can: ['Read it as a graph or as a table', 'Click a node to go to its case', 'Show more or fewer steps'],
    next: 'You see only what is yours to see. When data is corrected or leaks, this tells what is affected.',
  },
  '/meter': {
    what: 'Calls of products per day, served and refused.',
    can: ['See chart and daily figures by product', 'Compare them with a bill'],
    next: 'Served calls are billed as agreed; a call that was sent again under its id is not billed twice.',
  },
  '/zones': {
    what: 'The last signed word of each operation zone: how jobs are isolated, what runs and waits, the length of its log and of its metering.',
    can: ['See how each zone stands', 'See when it last spoke and how long that holds'],
    next: 'A zone obeys signed orders only and answers each with a receipt; one that has been silent for long shows here.',
  },
  '/ledger': {
    what: 'Every act on the platform is an entry of this log. Its checkpoints are signed, and anyone can check them with tools of their own.',
    can: ['See size, checkpoint and public keys', 'Get the proof of an entry and check it in your browser', 'Download the proof'],
    next: 'New entries join with the next checkpoint, usually within moments. If a proof fails, tell the audit administrator at once.',
  },
  '/parameters': {
    what: 'Numbers that the measures leave open or that may change: the value in force, its source and its history.',
    can: ['Find by name', 'See source and how far it is confirmed', 'As data authority, change one'],
    next: 'A change is in force from the next day and touches nothing decided before; what the measures fix cannot be changed.',
  },
  '/rules': {
    what: 'The rule sets with their documents and first days, and how articles were interpreted.',
    can: ['Read the gist of each rule', 'Read interpretations', 'As data authority, switch a set on or off or issue an interpretation'],
    next: 'An act is judged only by the sets in force that day, and its entry names the rules.',
  },
  '/what-if': {
    what: 'Plays the log once more under another value of one parameter and shows what would have come out differently.',
    can: ['Choose a parameter and a value', 'See which cases differ and why'],
    next: 'Nothing is changed by it. A real change is made under “Parameters”.',
  },
  '/account': {
    what: 'Your own account: who you are here, password, one-time code, and drafts you have not sent.',
    can: ['Change the password', 'Set up a second factor', 'Go on with a draft or throw it away'],
    next: 'Roles are granted by administrators within those of your organization; if it loses a role, so do you, at once.',
  },
  '/accounts': {
    what: 'The accounts of the platform. Opening them, granting roles and auditing belong to three different people.',
    can: [
      'System administrator: open and disable accounts, issue one-time passwords',
      'Security administrator: grant roles, unlock',
      'Audit administrator: look',
    ],
    next: 'Each step is an entry of the ledger. Disabling ends the sessions at once and wipes the drafts.',
  },
  '/audit': {
    what: 'Every entry of the ledger: who, when, what, under which rules, for the audit administrator. What cases contain is not shown.',
    can: ['Filter by time, person and kind', 'Check that all entries are as they were written', 'Export the list'],
    next: 'If something looks wrong, tell the security administrator and keep the name of the entry.',
  },
}
