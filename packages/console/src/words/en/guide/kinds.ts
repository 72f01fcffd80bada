/** What each kind of case is for and how it goes on, in English. */
import type { KindText } from '../../../app/guide/texts.ts'

export const kinds: Readonly<Record<string, KindText>> = {
  organizations: {
    what: 'Who works on the platform, and in which roles. Only a registered organization with the role can do what belongs to that role.',
    next: 'Once registered, its people get accounts. One whose authorization was revoked for breaking the law is barred for three years; the ban ends by itself.',
  },
  accounts: {
    what: 'One person’s account. Its roles are limited to those of the organization.',
    next: 'The system administrator opens it with a one-time password, the security administrator grants roles, the person changes the password at first sign-in; it is disabled when the person leaves.',
  },
  deliberations: {
    what: 'No authorization is granted, terminated or revoked before the coordination mechanism has deliberated. Its opinions and resolution are kept here.',
    next: 'The data authority puts the question, each member gives an opinion, a resolution follows; once passed, the act it was asked for opens.',
  },
  experts: {
    what: 'The pool of experts with their fields and declared relations. Panels are drawn from it by chance.',
    next: 'An appointed expert can be drawn; when the term is over the expert leaves the pool, and can be appointed again.',
  },
  'name-lists': {
    what: 'Lists of judgment debtors, major tax offenders and the like, against which applicants and operators are checked.',
    next: 'Once imported a list serves the review of applications and the monthly check of operators; a newer one replaces it.',
  },
  calls: {
    what: 'The public invitation to apply as operator: mode, conditions and last day.',
    next: 'Applications come in once it is published; it closes by itself after its last day, and is concluded and archived when all applications are decided.',
  },
  applications: {
    what: 'An organization applies to become an operator, with its plan and proof of six conditions.',
    next: 'A first check names everything missing at once. Then come joint review, experts, a preliminary choice and a public notice; without a standing objection the operator is confirmed and can be authorized.',
  },
  authorizations: {
    what: 'What one operator was authorized to do: scope, term, responsible persons, rectification and exit.',
    next: 'Granted after deliberation, in force once the agreement is signed and responsible persons are named. Reports and checks run through the term; in named situations it is suspended until put right. At its end data is sealed or destroyed.',
  },
  'emergency-plans': {
    what: 'A public agency’s plan for emergencies in one scenario. Without a valid plan nothing in that scenario may be operated.',
    next: 'A security authority approves it; drills are recorded in time. A missed drill or the end of its validity lets it lapse and suspends the scenario.',
  },
  persons: {
    what: 'People of an operator who touch data. Each is identified, filed, vetted, trained and has signed a confidentiality agreement.',
    next: 'When all is done the person is admitted and may enter the zone; on leaving, access ends the same day.',
  },
  'catalog-items': {
    what: 'One dataset of the public catalog: fields, level, openness and delivery. The agency that provides it answers for it.',
    next: 'The agency certifies governance and review, delivers the data to the zone and confirms the level of each field; then it can be requested.',
  },
  'data-requests': {
    what: 'Which data an operator wants, within its authorization, and for what. One request, one list, one decision.',
    next: 'The bodies concerned weigh reasonableness, compliance and security; the data authority decides. If granted, the zone opens a workspace under the masking plan; when the purpose is over it is sealed and destroyed.',
  },
  'social-data-imports': {
    what: 'The review before data from elsewhere is brought into the zone and joined with public data.',
    next: 'The file goes into quarantine, is checked row by row and reviewed; once approved it is imported, otherwise purged.',
  },
  exports: {
    what: 'A request to take a result out of the zone. Raw data never leaves; results leave one by one after review.',
    next: 'The zone checks the file, then those who gave the data look at it inside the zone and vote. If approved it can be fetched for a limited time and number of times; a changed file starts the votes anew.',
  },
  'leak-traces': {
    what: 'When a sample turns up that may have leaked: from which export or call did it come?',
    next: 'The sample is compared inside the zone, which answers; the case is closed on that answer and liability may follow.',
  },
  products: {
    what: 'A data product of an operator, from draft through verification, two reviews and registration to publication.',
    next: 'Security and data are reviewed apart. Then it is registered, given a code and a certificate, priced and published. A changed product is a new version and is reviewed again.',
  },
  registrations: {
    what: 'Change, correction, renewal or cancellation of a product’s registration.',
    next: 'A form review names everything missing at once; some matters need a public notice; at the end the certificate is issued anew or cancelled.',
  },
  'registration-objections': {
    what: 'Objections that anybody raises on the public pages while a product registration or a change of one stands in notice. Who objects and why is seen by the registrar and the data authority alone.',
    next: 'The registrar checks and answers; the objector reads the answer by the receipt number. Until then no code is given and nothing completed; if it is upheld the registration is returned or the matter rejected.',
  },
  distributions: {
    what: 'Who shares in the income of a product, and by which split.',
    next: 'Once the agreement is registered, paid bills are split by it; after it ends it no longer covers new bills.',
  },
  subscriptions: {
    what: 'A consumer asks to use a product: in which scenario and how much.',
    next: 'If the operator agrees, the consumer takes a key that is shown once. It serves that scenario alone; misuse ends it.',
  },
  bills: {
    what: 'What metered calls cost. Income from paid use is non-tax revenue, and finance alone confirms it as received.',
    next: 'Drafted, confirmed, payment notice, received, receipt, then split as agreed. A mistake is reversed by a new entry, never overwritten.',
  },
  destructions: {
    what: 'Destruction of data when an authorization was revoked, a purpose is over or data is no longer needed.',
    next: 'Data is sealed first; once approved it is destroyed before a witness, the receipt is accepted and a certificate issued. What the law says must be kept is held first.',
  },
  'risk-reports': {
    what: 'Work that may do harm is stopped at once and reported. What the platform stopped by itself stands here too.',
    next: 'The stop holds at once. A written report follows, the security authority judges, and the stop is lifted or the data sealed or destroyed.',
  },
  reports: {
    what: 'Periodic and yearly reports of operators; key figures are held against the records.',
    next: 'The data authority accepts or returns it. Each difference needs an explanation; a report that is late leads to a proposal to suspend.',
  },
  inspections: {
    what: 'Security authorities and the data authority look at how an operator works.',
    next: 'Evidence is taken, findings recorded, the operator mends them in time; when all are cleared it is closed, otherwise rectification follows.',
  },
  'data-objections': {
    what: 'An operator says that public data is wrong.',
    next: 'The data authority accepts it, the agency checks and answers; corrected data is announced to every product that rests on it.',
  },
  venues: {
    what: 'Lawful trading venues on which products may be listed.',
    next: 'Products can be listed there; a venue whose licence is not renewed is struck off and takes no new listing.',
  },
  listings: {
    what: 'A product on a trading venue, and its sales.',
    next: 'Published products can be listed and each sale is recorded; the listing ends when the product is withdrawn or the venue struck off.',
  },
  'regime-switches': {
    what: 'When the use of a product changes in nature: is it still free, or paid?',
    next: 'The consumer explains, the authority decides; commercial use is billed from the day of the decision.',
  },
  'indicator-systems': {
    what: 'Indicators, weights and grades of the yearly assessment, published by class.',
    next: 'It serves assessments made afterwards; retiring it changes none that is done.',
  },
  assessments: {
    what: 'A third party assesses and grades each year how an operator worked.',
    next: 'The assessor declares independence, takes evidence and scores; after the operator’s feedback the result is final and weighs when the operator applies again.',
  },
  'credit-records': {
    what: 'Adverse information on an organization, kept in its credit file.',
    next: 'The organization may object; an upheld objection takes it off, a repaired one is marked, and it ends by itself after its time.',
  },
  complaints: {
    what: 'Complaints of the public and of organizations; the receipt number shows the answer on the public pages.',
    next: 'It is transferred to the body in charge, acknowledged, answered and closed.',
  },
  tolerances: {
    what: 'A filing that asks to treat a failed innovation under the rules on error tolerance.',
    next: 'The competent body recognizes it or not; a recognized one counts when liability is decided.',
  },
  liabilities: {
    what: 'Cases of liability where an operator infringed rights or did damage.',
    next: 'Claims are noted; at the end it says whether there is liability, and on what ground.',
  },
  'intellectual-properties': {
    what: 'Registered data intellectual property, and take-downs after a notice of infringement.',
    next: 'It is protected until it expires; on a notice the product is taken down first, then restored or kept down.',
  },
  zones: {
    what: 'The log of each operation zone, anchored in the platform’s so that it cannot be rewritten.',
    next: 'The platform anchors it regularly; a break in the chain shows here.',
  },
  urges: {
    what: 'The data authority urges a body that is late.',
    next: 'The body answers in time; if nothing is done the urge is raised, and each rise is counted; it is closed when the work is done.',
  },
  'resource-registrations': {
    what: 'Where the national rules apply: registration of a public data resource.',
    next: 'Applied for, accepted, reviewed, put on public notice, then registered with a code; it can be renewed before it ends.',
  },
  'permitted-revenues': {
    what: 'Where the national rules apply: the most that products may earn in a period.',
    next: 'Proposed and confirmed jointly; a warning comes near the limit, and the period is settled at its end.',
  },
  disclosures: {
    what: 'What an operator must make public each year.',
    next: 'It opens when the year is over and stands on the public pages once published; a missing one is shown in red.',
  },
  parameters: {
    what: 'A change of one number, such as the days of a public notice.',
    next: 'In force from the next day, and can be taken back until then; it touches nothing decided before.',
  },
  interpretations: {
    what: 'What an article means, as interpreted by the city’s big data bureau.',
    next: 'It stands beside its article; once withdrawn it no longer applies but can still be read.',
  },
  successions: {
    what: 'When bodies are reorganized: who takes over whose duties.',
    next: 'What waited for the former body waits for its successor; a wrong record can be withdrawn.',
  },
}
