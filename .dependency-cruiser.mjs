/** The import plan. A rule's name is the sentence it keeps. */
const room = (name) => `^packages/${name}/src`
const outside = (...names) => `^packages/(?!(${names.join('|')})/)`
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

export default {
  forbidden: [
    rule('no-circles', {}, { circular: true }),
    rule(
      'law-needs-zod-and-nothing-else',
      { path: room('law'), pathNot: '\\.test\\.ts$' },
      { pathNot: ['^packages/law/', 'node_modules/zod/'] },
    ),
    rule(
      'a-case-learns-of-another-through-facts',
      { path: '^packages/law/src/(duties|admission|conduct|circulation|supervision)/([^/.]+)', pathNot: '\\.test\\.ts$' },
      // A case that outgrew one file has a folder of its own name; the shapes that a chapter shares are no case.
      {
        path: '^packages/law/src/(duties|admission|conduct|circulation|supervision)/',
        pathNot: '^packages/law/src/$1/($2[/.]|shapes\\.ts$)',
      },
    ),
    rule('keys-stand-alone', { path: room('keys') }, { path: outside('keys') }),
    rule('the-ledger-knows-no-law', { path: room('ledger') }, { path: outside('ledger', 'keys') }),
    rule(
      'the-zone-knows-only-articles-and-its-orders',
      { path: room('zone'), pathNot: '\\.test\\.ts$' },
      {
        path: ['^packages/(platform|console)/', '^packages/law/src/(?!articles\\.ts|kernel/)'],
      },
    ),
    rule('engines-stay-in-engine', { path: room('zone'), pathNot: '/engine/' }, { path: 'node_modules/@duckdb/' }),
    rule(
      'the-console-knows-only-the-law-and-the-contract',
      { path: room('console') },
      {
        path: ['^packages/(keys|ledger|zone)/', '^packages/platform/src/(?!contract/)'],
      },
    ),
    rule(
      'the-contract-knows-only-the-law',
      { path: '^packages/platform/src/contract/' },
      { path: ['^packages/(?!law/|platform/src/contract/)'] },
    ),
    rule(
      'nothing-behind-the-door-knows-http',
      { path: '^packages/platform/src/(commands|reactions|projections|views|store)/' },
      {
        path: ['^packages/platform/src/(http|public)/', 'node_modules/(@fastify|fastify)/'],
      },
    ),
    rule('writing-never-reads-views', { path: '^packages/platform/src/commands/' }, { path: '^packages/platform/src/views/' }),
    rule('reading-never-touches-commands', { path: '^packages/platform/src/views/' }, { path: '^packages/platform/src/commands/perform' }),
    rule(
      'only-reactions-touch-the-zone',
      {
        path: '^packages/platform/src/',
        pathNot: '^packages/platform/src/(reactions/|zone-link/|platform\\.ts|main\\.ts)|(\\.test|testing)\\.ts$',
      },
      {
        path: ['^packages/platform/src/zone-link/', '^packages/zone/src/(?!orders\\.ts)'],
      },
    ),
    rule(
      'sql-stays-in-store-projections-and-views',
      { path: '^packages/platform/src/', pathNot: '^packages/platform/src/(store|projections|views)/' },
      {
        path: 'node_modules/(kysely|pg)/',
      },
    ),
    rule(
      'declared-dependencies-only',
      { path: '^packages/', pathNot: '\\.test\\.tsx?$|/testing\\.ts$|/tests/' },
      {
        // The rooms themselves are 'undetermined' too, as npm links them; which of them may meet is what the other rules say.
        pathNot: '^packages/',
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'],
      },
    ),
    rule('nothing-unresolvable', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
