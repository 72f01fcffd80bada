/** What strangers can check: the log, its witnesses, the attacks on the zone, and how much of the measures the system upholds. Where there is nothing, it says so. */
import { dayOf, type Instant, ruleSets, ruleSetsOn } from '@yunhe/law'
import { lastCheckpoints, witnessesOf, zonesHeard } from '../views/public-log.ts'
import { coverage } from './articles.ts'
import { type Html, html } from './html.ts'
import { momentIn } from './moment.ts'
import { facts, type Reader, table } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { redTeamReport } from './red-team.ts'
import { inLanguage } from './words.ts'

const shownCheckpoints = 10

const logPart = async ({ db, checkpoints, origin }: PublicParts, { words }: Reader): Promise<Html> => {
  const [tree] = checkpoints.trees
  const last = tree === undefined ? [] : await lastCheckpoints(db, tree.origin, shownCheckpoints)
  const [newest] = last
  const witnesses = newest === undefined || tree === undefined ? [] : witnessesOf(newest.note, tree.origin)
  return html`<h2 id="log">${words.ledger}</h2><p>${words.ledgerLead}</p>
${facts([
  [words.size, String(newest?.size ?? 0)],
  [words.rootHash, newest && html`<code>${newest.root}</code>`],
  [words.lastEntryAt, newest?.at === undefined ? undefined : momentIn(newest.at)],
  [words.witnesses, witnesses.length === 0 ? html`<strong>${words.none}</strong> ${words.noWitness}` : witnesses.join(words.comma)],
  [words.checkIt, html`<code>npm run yunhe -- verify ${origin}/log</code>`],
  [words.details, html`<a href="/log">${words.logDetails}</a>`],
])}
<h3>${words.checkpoints}</h3>${table(
    [words.size, words.rootHash, words.lastEntryAt],
    last.map(({ size, root, at }) => [String(size), html`<code>${root}</code>`, at === undefined ? '' : momentIn(at)]),
    words.noCheckpoints,
  )}`
}

const attackPart = async ({ redTeamFile }: PublicParts, { words }: Reader): Promise<Html> => {
  const report = await redTeamReport(redTeamFile)
  if (report === undefined)
    return html`<h2 id="attacks">${words.attacks}</h2><p>${words.attacksLead}</p><p class="empty">${words.attacksNotRun}</p>`
  const classes = Object.entries(report.classes).toSorted(([one], [other]) => one.localeCompare(other))
  const carriedOut = classes.reduce((sum, [, one]) => sum + one.carriedOut, 0)
  const through = classes.reduce((sum, [, one]) => sum + one.through, 0)
  return html`<h2 id="attacks">${words.attacks}</h2><p>${words.attacksLead}</p>
<p class="${through === 0 ? 'good' : 'bad'}">${words.attacksDone(carriedOut, through)}</p>
${facts([
  [words.ranAt, momentIn(report.ranAt)],
  [words.isolation, report.isolation],
])}
${table(
  [words.attackClass, words.carriedOut, words.gotThrough],
  classes.map(([name, one]) => [
    words.attackClasses[name as keyof typeof words.attackClasses] ?? name,
    String(one.carriedOut),
    one.through === 0 ? '0' : html`<strong class="missing">${String(one.through)}</strong>`,
  ]),
  '',
)}`
}

const lawPart = (today: Instant, parts: PublicParts, { words, language }: Reader): Html => {
  const { articles, rules, byActs, elsewhere, missing } = coverage()
  const on = dayOf(today)
  const inForce = ruleSetsOn({ on, parameters: parts.numbersOn(on) }).split('+')
  const sets = Object.values(ruleSets).filter(({ id }) => inForce.includes(id))
  return html`<h2 id="law">${words.articles}</h2><p>${words.coverageLead}</p>
${facts([
  [words.articleCount, String(articles)],
  [words.ruleCount, String(rules)],
  [words.rulesByActs, String(byActs)],
  [words.rulesElsewhere, String(elsewhere)],
  [words.rulesMissing, missing === 0 ? words.none : html`<strong class="missing">${String(missing)}</strong>`],
  [words.ruleSetsToday, sets.map(({ name }) => inLanguage(language, name)).join(words.comma)],
  [words.details, html`<a href="/articles">${words.articleByArticle}</a>`],
])}`
}

const zonePart = async ({ db }: PublicParts, { words }: Reader): Promise<Html> => {
  const heard = await zonesHeard(db)
  return html`<h2 id="zones">${words.zones}</h2><p>${words.zonesLead}</p>${table(
    [words.zone, words.lastHeard],
    heard.map(({ zone, receivedAt }) => [zone, momentIn(receivedAt)]),
    words.noZones,
  )}`
}

export const transparencyPage: PublicPage = async (parts, reader) => {
  const { words } = reader
  return {
    title: words.transparency,
    body: html`<p class="lead">${words.transparencyLead}</p>
${await logPart(parts, reader)}
${await attackPart(parts, reader)}
${lawPart(parts.clock(), parts, reader)}
${await zonePart(parts, reader)}`,
  }
}
