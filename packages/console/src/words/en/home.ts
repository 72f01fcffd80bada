/** Words of the home, of what one follows, and of the list of acts. */
import type { HomeRole } from '../../pages/home/homes.ts'

const several = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const home = {
  titles: {
    'data-authority': 'Case board',
    'district-authority': 'Case board of the district',
    operator: "Operator's workbench",
    'operator-security': 'Data security',
    'operator-analyst': 'Data work',
    applicant: 'My applications',
    agency: 'My data at work',
    mechanism: 'Agenda',
    'joint-reviewer': 'Joint review',
    expert: 'My reviews',
    'security-authority': 'Security supervision',
    finance: 'Non-tax revenue',
    market: 'Market supervision',
    'data-center': 'Supply and destruction',
    assessor: 'Assessment tasks',
    registrar: 'Registration queue',
    consumer: 'Products I use',
    'system-admin': 'System administration',
    'security-admin': 'Security administration',
    'audit-admin': 'Audit',
  } satisfies Record<HomeRole, string>,
  noRole: 'Home',
  waiting: 'Waiting for me',
  changes: 'Changed since I last looked',
  since: (moment: string) => `since ${moment}`,
  noChanges: 'Nothing has changed.',
  more: 'Earlier changes are not listed; the lists show them.',
  seen: 'I have seen these',
  follows: 'What I follow',
  noFollows: 'You follow nothing yet. Open a case and choose “Follow”; its changes are then listed here.',
  follow: 'Follow',
  unfollow: 'Follow no longer',
  followed: 'You follow this case; its changes are shown on your home.',
  unfollowed: 'You no longer follow this case.',
  ahead: 'Clocks that end within two weeks',
  noneAhead: 'No clock of yours ends within two weeks.',
  allClocks: 'Open the calendar',
  doors: 'Where you work',
  waitingHere: (count: number) => several(count, 'waits', 'wait'),
  begin: 'What you can begin',
  beginNothing: 'There is nothing that you could begin at present.',
  allActs: 'Every act and what it stands under',
}

export const actList = {
  title: 'Acts and what they stand under',
  lead: 'Every act of the law: of which kind of case, by whom, under which rules. Whether it is open, and what closes it, stands on the page of each case.',
  mine: 'Only what is mine to do',
  everybody: 'everybody',
  empty: 'No act matches.',
}

export const search = {
  title: 'Search',
  placeholder: 'Cases, data, articles (press /)',
  lead: (text: string) => `Found for “${text}”, among what you may see.`,
  short: 'Type at least two characters.',
  cases: 'Cases',
  noCases: 'No case that you may see was found.',
  byKind: 'By kind',
  allKinds: 'All kinds',
  more: 'There are more: choose a kind or add to the text.',
  acts: 'Acts',
  yours: 'yours to do',
  rules: 'Articles and rules',
}
