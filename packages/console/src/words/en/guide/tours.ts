/** The first steps of each role in English. */
import type { TourWords } from '../../../app/guide/tours.ts'

export const tours: TourWords = {
  parts: {
    waiting:
      'Start here: what waits for you, the nearest last day first. Click a name; its page says what you may do, and which article closes the rest.',
    search: 'Not sure where something is? Find cases, data and articles here. The key / leads here from any page.',
    bell: 'The bell tells when it is your turn, when a last day is near or over, and when you are urged. Notices stand by case and day.',
    guide:
      'Every page has help: what it is for, what you can do, which articles rule it. Press ? to open it; this tour starts again from there.',
  },
  doors: {
    'data-authority': {
      '/cases/applications': 'Applications, step by step: acceptance, joint review, experts, public notice, confirmation.',
      '/cases/data-requests': 'Requests of operators for data. When the bodies concerned have spoken, you decide once on each list.',
      '/late': 'What is overdue, by body. From here you issue an urge where one is needed.',
    },
    'district-authority': {
      '/cases/applications': 'Applications of your district, from acceptance to confirmation.',
      '/cases/data-requests': 'Data requests of your district: you decide when the bodies concerned have spoken.',
      '/late': 'What is overdue in your district.',
    },
    operator: {
      '/cases/data-requests': 'Ask for data here: one request, one list, and what it is for.',
      '/workbench': 'Once a request is granted and opened, you enter the operation zone here. Data stays inside.',
      '/cases/products': 'What you make of it becomes a product: drafted, reviewed, registered and published here.',
    },
    'operator-security': {
      '/cases/risk-reports/new': 'If joined data may do harm, stop and report with one click here. The stop holds at once.',
      '/cases/persons': 'Identity, filing, vetting, confidentiality and training of your people; only then are they admitted.',
      '/cases/destructions': 'What is being sealed and destroyed, and the certificates.',
    },
    'operator-analyst': {
      '/cases/data-requests': 'Which data your organization may use, for what, and until when.',
      '/workbench': 'You enter the operation zone here: write on synthetic data first, then submit a job.',
      '/cases/exports': 'To take a result out of the zone, ask here; it can be fetched after checks and votes.',
    },
    applicant: {
      '/cases/calls': 'Open calls for operators, with conditions and last days.',
      '/cases/applications/new': 'Apply here. What you type is kept by itself, so take as many sittings as you need.',
      '/cases/applications': 'See how far your application is. If it was returned, everything missing is listed at once.',
    },
    agency: {
      '/cases/catalog-items': 'Your datasets: certify governance and review, deliver, confirm the level of each field.',
      '/cases/data-requests': 'Where somebody wants your data, you give your opinion here.',
      '/cases/data-objections': 'Where an operator says data is wrong, you check and answer here.',
    },
    mechanism: {
      '/cases/deliberations': 'Authorizations, terminations and revocations put before you: give your opinion here.',
      '/cases/applications': 'The application and the reviews on which a deliberation rests.',
    },
    'joint-reviewer': {
      '/cases/applications': 'Give your body’s opinion on who is to become an operator.',
      '/cases/data-requests': 'Weigh whether a request is reasonable, compliant and secure.',
    },
    expert: {
      '/cases/applications': 'Where you were drawn, the task is here: declare a conflict first if there is one, then hand in your opinion.',
      '/cases/experts': 'Your term in the pool, and the organizations you are related to.',
    },
    'security-authority': {
      '/cases/products': 'Security review before a product goes to market; only a security authority can issue it.',
      '/cases/risk-reports': 'Risks that operators reported or the platform stopped: judge them, lift the stop or have data sealed.',
      '/cases/inspections': 'Inspections: plan, take evidence, record findings, clear them.',
    },
    finance: {
      '/cases/bills': 'Income from paid use: finance alone confirms that it was received, here.',
      '/cases/distributions': 'How the parties agreed to split the income.',
      '/meter': 'The metered calls on which bills rest.',
    },
    market: {
      '/cases/complaints': 'Complaints transferred to you: acknowledge, act and answer.',
      '/cases/credit-records': 'Adverse records, objections to them, and repair.',
    },
    'data-center': {
      '/cases/catalog-items': 'How delivery of each dataset stands.',
      '/cases/destructions': 'Approved destructions are carried out by you, before a witness.',
      '/zones': 'How each operation zone is running.',
    },
    assessor: {
      '/cases/assessments': 'Assessments you were charged with: declare independence, take evidence, score.',
      '/cases/indicator-systems': 'Indicators, weights and grades you score by.',
    },
    registrar: {
      '/cases/registrations': 'Form review of changes, corrections, renewals and cancellations.',
      '/cases/products': 'First registration: form review, notice, code and certificate.',
      '/cases/registration-objections': 'Objections raised during a notice: check and answer; no code before.',
    },
    consumer: {
      '/cases/products': 'Published products: use, fields, price and certificate.',
      '/cases/subscriptions': 'Ask to use a product; once granted you take your key here. It is shown once.',
      '/cases/bills': 'Your bills and payment notices.',
    },
    'system-admin': {
      '/accounts': 'Open and disable accounts and issue one-time passwords here. Roles are granted by the security administrator.',
      '/zones': 'How each operation zone is running.',
    },
    'security-admin': {
      '/accounts': 'Grant roles, unlock accounts and remove second factors here. Accounts are opened by the system administrator.',
      '/rules': 'The rule sets in force and their documents.',
    },
    'audit-admin': {
      '/audit': 'Look at what was done, and check that it matches the ledger.',
      '/ledger': 'Check checkpoints and the proof of single entries.',
    },
  },
}
