/** The handbook in English. */
import type { HandbookWords } from './words.ts'

const at = (within: string) => (within === '' ? '' : ` of “${within}”`)

export const en: HandbookWords = {
  title: 'User handbook',
  lead: 'A chapter for each role: what it does, where it begins, what it has to mind, and its usual work step by step. Steps and pictures are of the work as it is done in a browser before every release; bodies, people and data are made up.',
  otherLanguage: '[中文](../zh-CN/README.md)',
  index: 'Chapters',
  begin: 'Where to begin',
  beginPublic: 'Open the public pages: they ask for no account and work without scripts.',
  signIn: (logins) => `Sign in with your login and your password; the home comes first. Logins of the demonstration: ${logins}.`,
  doors: 'The usual doors',
  minds: 'What to mind',
  work: 'Usual work',
  acts: 'All acts of this role',
  actsLead: 'These are for this role to do. Whether one is open now, and which rule closes it, stands on the page of each case.',
  act: 'Act',
  kind: 'Case',
  articles: 'Articles',
  article: (number) => `article ${number}`,
  chapter: 'Role',
  tasks: 'Usual work',
  steps: {
    menu: (name) => `Choose “${name}” in the menu.`,
    follow: (name) => `Open “${name}”.`,
    press: (name) => `Press “${name}”.`,
    tick: (name) => `Tick “${name}”.`,
    fill: (label, text, within) => `Fill in “${label}”${at(within)}: ${text}`,
    enter: ', and press Enter',
    paste: (label) => `Paste the cells of a spreadsheet into “${label}”.`,
    write: (label) => `Write in the “${label}”:`,
    choose: (label, options, within) => `Choose ${options.map((one) => `“${one}”`).join(', ')} as “${label}”${at(within)}.`,
    send: (name) => `Press “${name}” below the form.`,
    see: (what) => `The page says “${what}”.`,
    unfold: (name, of) => `Unfold “${name}”${at(of)}.`,
    keep: (what) => `Note the ${what.toLowerCase()}.`,
    meanwhile: (what) => `(${what})`,
    reload: 'Load the page again.',
  },
  about: {
    public: {
      does: 'Finds products of public data and their prices, checks certificates, reads calls and public notices, objects, complains and looks up what became of it.',
      minds: [
        'The receipt number is shown once and is the only way to the outcome.',
        'Who gives a name and a contact is answered; what is anonymous is taken as a lead.',
      ],
    },
    applicant: {
      does: 'Applies to a call for operators within its window, corrects what it is told once, and follows the review, the experts, the public notice and the decision.',
      minds: [
        'Nothing is taken after the window has closed.',
        'Evidence of the six conditions must be valid; a term is two years at most.',
        'One application to a call; after a withdrawal it may be filed again.',
      ],
    },
    operator: {
      does: 'Carries out the authorization: asks for data, admits people, drafts and publishes products, approves uses, bills, shares and reports.',
      minds: [
        'One scenario, one request, one list: what is not on the list may not be used.',
        'No price above the ceiling that was set.',
        'Changes of responsible persons, rectifications and reports have their days; the home lists those of the next two weeks.',
      ],
    },
    'operator-security': {
      does: 'Answers for the security of data: admission of people, risk reports, evidence for inspections, emergency plans, destruction.',
      minds: [
        '“Stop and report a risk” stops the workspace at once, and nobody at the operator can start it again.',
        'A finding that is not mended in time is recorded as overdue.',
      ],
    },
    'operator-analyst': {
      does: 'Works on data inside the zone: writes queries, runs jobs, reads results, asks for exports.',
      minds: [
        'Raw data does not leave. Results pass output checks; groups of too few people are not shown.',
        'Write and check on the twin first, then run on the data.',
        'Exports are voted on by several bodies; another file means another vote.',
      ],
    },
    agency: {
      does: 'Answers for its data: enters it in the catalog, certifies governance, delivers, classifies, gives its opinion on requests for it, answers objections.',
      minds: [
        'Before governance is certified no request for the data can be approved.',
        'An objection that is upheld means a corrected delivery.',
      ],
    },
    'data-authority': {
      does: 'Runs the authorized operation: calls, acceptance and choice, public notice, deliberation, authorization, decisions on data, ceilings, supervision and rectification.',
      minds: [
        'The platform counts notice periods and working days; the next step is closed until they are over.',
        'Nobody is confirmed while an objection is open.',
        'An order to rectify suspends everything under the authorization at once.',
      ],
    },
    mechanism: {
      does: 'Votes for its body on granting, terminating and revoking authorizations, and decides on filings for tolerance.',
      minds: ['One vote for a body; it cannot be changed.', 'Who is against or abstains says why.'],
    },
    'joint-reviewer': {
      does: 'Reviews applications jointly, gives its three conclusions on data requests, and votes on exports.',
      minds: [
        'An opinion is given once, with its reason.',
        'What is to be exported is looked at inside the zone only; all of it before the vote.',
      ],
    },
    expert: {
      does: 'Advises on applications when drawn, scores them, and declares interests.',
      minds: [
        'Experts are drawn by the ledger; anybody can compute the draw again.',
        'Who has a conflict declares it and stands aside, and gives no opinion.',
      ],
    },
    'security-authority': {
      does: 'Reviews products before they come out, vets people, approves emergency plans, inspects, assesses risks and traces leaks.',
      minds: [
        'A security review is of one version; a revision is reviewed anew.',
        'The reviews of security and of data stand beside each other; neither replaces the other.',
      ],
    },
    finance: {
      does: 'Collects what paid use brings: the notice to pay, the payment, the receipt and the statement of shares.',
      minds: [
        'Only the finance department confirms a payment.',
        'A mistake is reversed and never rewritten; after payment only by the finance department.',
      ],
    },
    market: {
      does: 'Deals with complaints that are passed on, keeps the credit file, lists trading venues, proposes permitted revenues, protects intellectual property.',
      minds: ['Acknowledge first, answer then.', 'Whoever entered a credit record answers the objection to it.'],
    },
    'data-center': {
      does: 'Keeps deliveries and the zone running, and carries out approved destructions before a witness.',
      minds: [
        'Who carries it out and who witnesses are two persons.',
        'Nothing brings destroyed data back; the data authority accepts the outcome.',
      ],
    },
    'district-authority': {
      does: 'Is the data authority within its county-level city or district.',
      minds: ['Only cases of its own region; the mechanism, the experts and the parameters are the city’s.'],
    },
    assessor: {
      does: 'Assesses a year of operation when commissioned: declares independence, asks for evidence, scores by the published indicators.',
      minds: [
        'Who is bound to the operator does not assess it.',
        'A year is scored once it is over.',
        'Evidence that is not given in time counts as a refusal.',
      ],
    },
    registrar: {
      does: 'Registers resources and products: form review, public notice, code, certificate; and changes, corrections, renewals and cancellations.',
      minds: ['What is missing is told once and completely.', 'A code is given once the notice is over and no objection is open.'],
    },
    consumer: {
      does: 'Applies to use products of public data, takes a key, calls within its quota, confirms bills.',
      minds: [
        'A key is shown once; if lost it is revoked and applied for again.',
        'Every call names its scenario; a call for another one is refused.',
        'While a bill is overdue no further use can be applied for.',
      ],
    },
    'system-admin': {
      does: 'Opens and disables accounts, issues one-time passwords, watches the state of the zones.',
      minds: [
        'Grants no roles and sees no cases; the three administrators are three persons.',
        'A one-time password is handed over in person and changed at the first sign-in.',
      ],
    },
    'security-admin': {
      does: 'Grants and adjusts roles, unlocks sign-ins, removes second factors.',
      minds: ['Only roles that the organization holds can be granted.', 'Make sure who is asking before a second factor is removed.'],
    },
    'audit-admin': {
      does: 'Reads the whole trail, and checks entries against the ledger and accounts against their acts.',
      minds: ['Reads, and does nothing else.', 'If something differs, act at once and keep everything as it is.'],
    },
  },
}
