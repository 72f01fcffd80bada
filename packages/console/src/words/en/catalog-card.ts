import type { Dictionary } from '../zh-CN.ts'

export const catalogCard: Dictionary['catalogCard'] = {
  quality: 'Quality',
  qualityLead:
    'Of the version in force. Shares of empty values are whole per cent and numbers of different values a power of ten; figures that fewer than 10 rows stand behind are not shown.',
  empty: 'Empty',
  distinct: 'Different values',
  upTo: (most) => `up to ${most}`,
  untold: 'not shown',
  asFound: 'Classified by',
  freshness: 'Freshness',
  cycle: 'Agreed cycle',
  latest: 'Last delivery',
  ago: (days) => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`),
  version: 'Version',
  setAside: 'Rows set aside',
  drift: 'Differences from the version before',
  noDrift: 'none',
  notYet: 'Nothing of it has come into the zone yet: there is no quality and no freshness to tell.',
  sample: 'Sample',
  sampleLead: 'Made up by the zone from the names, types and classes of the fields; no value is real.',
  uses: 'Who uses it',
  usesLead: 'The requests and products that you may see.',
  usesNone: 'No use that you may see.',
  usesHidden: (count) => (count === 1 ? 'one more that you may not see' : `${count} more that you may not see`),
  unreachable: 'The zone cannot be reached at the moment: quality, freshness and sample are not shown.',
}
