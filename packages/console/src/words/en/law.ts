/** Words of the screens on numbers, rule sets and interpretations. */
import type { Dictionary } from '../zh-CN.ts'

export const law: Dictionary['law'] = {
  parameters: {
    title: 'Parameters',
    lead: 'Numbers that the measures leave open or that may change, by date, each with its source and how far it may be trusted. The data authority sets them, from the next day at the earliest.',
    empty: 'There are no parameters.',
    fixed: 'Said by the measures: nobody may change it',
    may: 'Allowed:',
    set: 'Set',
    again: 'Set again',
    history: 'History and plans',
    unconfirmed: 'unconfirmed',
    noSource: 'no published source',
    find: 'Find by name',
    states: { past: 'past', today: 'today', planned: 'planned', dropped: 'never in force' },
  },
  ruleSets: {
    title: 'Rule sets',
    lead: 'Every rule belongs to a set with its documents and its first day; an act is judged only by the sets in force on its day.',
    inForce: 'in force',
    notInForce: 'not applied',
    from: (day) => `from ${day}`,
    switch: 'Switch on or off',
    documents: 'Documents',
    noNumber: 'number not known',
    rules: (count) => `Rules (${count})`,
    empty: 'There are no rules.',
    marks: { confirmed: 'confirmed from a published text', unconfirmed: 'unconfirmed', recommended: 'our way to keep it' },
    national: 'National rule',
    interpretations: 'Interpretations (article 33)',
    noInterpretations: 'Nothing has been interpreted yet.',
    interpret: 'Issue an interpretation',
  },
}
