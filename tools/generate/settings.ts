/** docs/settings.md: every environment variable that a program of ours reads, found where it is read. */
import { readFileSync } from 'node:fs'
import { inRoot } from '../steps/step.ts'
import { code, type Document, page, table } from './document.ts'

const programs = [
  { title: 'npm start', files: ['tools/start.ts', 'tools/start/house.ts'] },
  { title: 'The platform', files: ['packages/platform/src/main.ts'] },
  { title: 'The zone', files: ['packages/zone/src/main.ts'] },
  { title: 'npm run story', files: ['tools/story.ts'] },
] as const

/** What each is for. One that is read and not here, or here and not read, fails the generation. */
const meanings: Readonly<Record<string, string>> = {
  DATABASE_URL: 'A PostgreSQL 18 of your own. `npm start` without it starts one from npm in the data folder; the platform alone needs it.',
  NODE_ENV: '`production` allows production mode only: no demonstration accounts, no movable clock.',
  YUNHE_DEMO_PAST: '`no` begins the demonstration without the months it else plays at its first start.',
  YUNHE_FOLDER: 'For `npm start` the folder of all data (`.yunhe` in the project); for the platform alone the private folder of its keys.',
  YUNHE_LISTS_URL:
    'A source of the lists of article 7 that answers for one organization, with `{list}` and `{uscc}` where they go; without it imported lists are asked.',
  YUNHE_MODE:
    '`production`, or `demo` with made-up organizations and an account for each role; `test` adds a movable clock and is set by tools only.',
  YUNHE_ORIGIN: 'The address people see where a proxy stands before the platform; the zone lets a browser ask from this origin alone.',
  YUNHE_PLATFORM_KEY: "File with the platform's public key, which signs orders and tickets.",
  YUNHE_PLATFORM_ORIGIN: 'The only origin from which a browser may ask the zone.',
  YUNHE_PORT: 'Port of the platform on 127.0.0.1.',
  YUNHE_REDTEAM_FILE:
    'Where the attacks of `npm run redteam` leave what they met; the transparency page tells it. `npm start` takes `redteam.json` in the data folder, which is where the attacks write.',
  YUNHE_SECURE_COOKIES: '`yes` where people come over HTTPS: the session cookie then travels over nothing else.',
  YUNHE_SMTP_FROM: 'The sender of e-mail; needed where a mail server is set.',
  YUNHE_SMTP_PASSWORD_FILE: 'File with the password for the mail server, readable by the platform alone.',
  YUNHE_SMTP_TLS: '`no` speaks to the mail server without TLS: refused unless it is on this machine.',
  YUNHE_SMTP_URL:
    'The mail server, `smtp://host:587` or `smtps://host:465`, for letters about what waits and what comes due. Without it the platform sends no e-mail at all.',
  YUNHE_SMTP_USER: 'Who signs in to the mail server; without it nobody does.',
  YUNHE_TEST_START: 'Test mode only: the time at which the movable clock begins.',
  YUNHE_VERBOSE: 'Lets the story show what the programs say.',
  YUNHE_ZONE_FOLDER: "The zone's private folder: keys, sealed tables, log.",
  YUNHE_ZONE_KEEP_VERSIONS:
    'How many of the newest versions of a dataset stay whatever rests on them; older ones are destroyed once no workspace does.',
  YUNHE_ZONE_KEY: "File with the zone's public key, which signs receipts and status.",
  YUNHE_ZONE_NAME: 'Name of the zone; orders for another are refused.',
  YUNHE_ZONE_PORT: 'Port of the zone on 127.0.0.1; `npm start` takes a free one.',
  YUNHE_ZONE_SOURCES: 'A JSON file with the PostgreSQL and MySQL databases that deliveries may name; see docs/formats/sources.md.',
  YUNHE_ZONE_URL: "Where the platform reaches the zone, and people's browsers too.",
}

interface Read {
  readonly name: string
  readonly fallback: string
}

const pattern = /process\.env\.([A-Z_]+)(?:\s*(?:\?\?|\|\|)\s*('[^']*'|\d+))?|setting\('([A-Z_]+)'(?:,\s*('[^']*'|`[^`]*`))?\)/g

const readIn = (file: string): readonly Read[] =>
  [...readFileSync(inRoot(file), 'utf8').matchAll(pattern)].map(([, direct, given, named, standing]) => ({
    name: direct ?? named ?? '',
    fallback: (given ?? standing ?? '').replaceAll(/['`]/g, ''),
  }))

const meaningOf = (name: string): string => {
  const meaning = meanings[name]
  if (meaning === undefined) throw new Error(`could not describe the setting ${name}: it has no words in tools/generate/settings.ts`)
  return meaning
}

export const settings = (): Document => {
  const found = programs.map(({ title, files }) => ({ title, read: firstOfEach(files.flatMap(readIn)) }))
  const names = new Set(found.flatMap(({ read }) => read.map(({ name }) => name)))
  const unread = Object.keys(meanings).filter((name) => !names.has(name))
  if (unread.length > 0) throw new Error(`could not describe ${unread.join(', ')}: no program reads it`)
  return page(
    'docs/settings.md',
    'Settings 设置',
    '`npm start` sets what the platform and the zone need; the two later tables are for whoever runs them apart, each on a machine of its own.',
    ...found.flatMap(({ title, read }) => [
      `## ${title}`,
      table(
        ['variable', 'what it is for', 'without it'],
        read.map(({ name, fallback }) => [
          code(name),
          meaningOf(name),
          fallback === '' ? '—' : code(fallback.replace(/\$\{port\}/, '<port>')),
        ]),
      ),
    ]),
  )
}

/** A name may be read twice; the place that has a fallback tells more. */
const firstOfEach = (reads: readonly Read[]): readonly Read[] =>
  [...new Set(reads.map(({ name }) => name))]
    .sort()
    .map((name) => reads.find((one) => one.name === name && one.fallback !== '') ?? { name, fallback: '' })
