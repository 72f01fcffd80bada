/** Tells the story: each act as a sentence with its article and its entry in the log, and each refusal with the rule that demands it. */
import { articleOf, articles, cases, type RuleId } from '@yunhe/law'
import { demoOrganizations, demoPassword } from '../../packages/platform/src/demo.ts'
import { type Reply, signIn, type Visitor } from './client.ts'

export type Language = 'zh' | 'en'

export interface Line {
  readonly step: number
  readonly act: string
  readonly article: number | undefined
  readonly rules: readonly string[]
  readonly outcome: 'done' | 'refused'
  readonly entry: number | undefined
  readonly ms: number
}

export interface Setting {
  readonly origin: string
  readonly zoneOrigin: string
  readonly folder: string
  readonly language: Language
  readonly json: boolean
  /** Absent where nobody reads along: then no act waits for its place in the log either. */
  readonly write?: ((text: string) => void) | undefined
}

export interface Deed {
  readonly plural: string
  readonly act: string
  readonly id?: string
  readonly asked?: unknown
}

export interface Teller extends Setting {
  readonly chapter: (step: number, zh: string, en: string) => void
  readonly say: (zh: string, en: string) => void
  /** An act that must succeed; answers the id of its case. */
  readonly does: (login: string, deed: Deed) => Promise<string>
  /** An act that the law must refuse under exactly this rule (others may stand beside it). */
  readonly isRefused: (login: string, deed: Deed, rule: RuleId) => Promise<void>
  /** Something outside of the acts that must come out as expected: a page, a call, a proof. */
  readonly check: (act: string, rule: RuleId | undefined, isRight: boolean, zh: string, en: string, ms?: number) => void
  readonly as: (login: string) => Promise<Visitor>
  readonly clock: (at: string) => Promise<void>
  /** Waits until everything that follows by itself has been done. */
  readonly settle: () => Promise<void>
  readonly tally: () => Tally
}

export interface Tally {
  readonly done: number
  readonly refused: number
  readonly unexpected: readonly string[]
}

export const usccOf = (login: string): string => {
  const found = demoOrganizations.find(({ people }) => people.some((one) => one.login === login))
  if (found === undefined) throw new Error(`could not find the organization of ${login}`)
  return found.code
}

const nameOf = (login: string): string => {
  const found = demoOrganizations.find(({ people }) => people.some((one) => one.login === login))
  return `${found?.name.replace('（示例）', '') ?? ''}${found ? '·' : ''}${found?.people.find((one) => one.login === login)?.name ?? login}`
}

export const teller = (setting: Setting): Teller => {
  const { origin, language, json, write = () => undefined } = setting
  const visitors = new Map<string, Promise<Visitor>>()
  const unexpected: string[] = []
  const counts = { done: 0, refused: 0 }
  let step = 0
  const zh = language === 'zh'
  const as = (login: string) => {
    const visitor = visitors.get(login) ?? signIn(origin, login, demoPassword)
    visitors.set(login, visitor)
    return visitor
  }
  const line = (one: Omit<Line, 'step'>, sentence: string) => {
    counts[one.outcome] += 1
    write(json ? JSON.stringify({ step, ...one }) : sentence)
  }
  const wrong = (sentence: string) => {
    unexpected.push(`${step}: ${sentence}`)
    if (!json) write(`  ‼ ${sentence}`)
  }
  const timed = async (login: string, { plural, act, id, asked = {} }: Deed): Promise<{ reply: Reply; ms: number }> => {
    const visitor = await as(login)
    const begun = performance.now()
    const path = id === undefined ? `/api/cases/${plural}/acts/${act}` : `/api/cases/${plural}/${id}/acts/${act}`
    let reply = await visitor.post(path, asked)
    // Whoever was slower than the platform itself looks again and repeats, as the answer says.
    for (let turn = 0; reply.status === 409 && turn < 5; turn += 1) reply = await visitor.post(path, asked)
    return { reply, ms: Math.round(performance.now() - begun) }
  }
  return {
    ...setting,
    as,
    chapter: (number, chinese, english) => {
      step = number
      if (!json) write(zh ? `\n第${number}步　${chinese}` : `\n${number}. ${english}`)
    },
    say: (chinese, english) => {
      if (!json) write(`  ${zh ? chinese : english}`)
    },
    does: async (login, deed) => {
      const { reply, ms } = await timed(login, deed)
      const act = actOf(deed)
      if (reply.status !== 200) {
        wrong(
          `${login} could not ${act.name}: ${reply.status} ${JSON.stringify(reply.body?.refusals ?? reply.body?.places ?? reply.body?.title)}`,
        )
        throw new Error(`the story stops: ${unexpected.at(-1)}`)
      }
      const entry = setting.write && (await entryIndex(await as(login), reply.body.entries.at(-1)))
      const rule = act.rules[0]
      const article = rule === undefined ? undefined : articleOf(rule)
      const basis = article === undefined ? '' : zh ? `依据第${article}条` : `article ${article}: ${articles[article].name.en}`
      line(
        { act: act.name, article, rules: act.rules, outcome: 'done', entry, ms },
        zh
          ? `  ${nameOf(login)}：${act.title.zh}。${basis}；存证第 ${entry} 号。`
          : `  ${login}: ${act.title.en}. ${basis}; entry ${entry}.`,
      )
      return reply.body.id
    },
    isRefused: async (login, deed, rule) => {
      const { reply, ms } = await timed(login, deed)
      const act = actOf(deed)
      const refusals: readonly { rule: RuleId; words: { zh: string; en: string } }[] = reply.body?.refusals ?? []
      const found = refusals.find((one) => one.rule === rule)
      if (reply.status !== 422 || found === undefined)
        return wrong(
          `${login} ${act.name}: wanted a refusal under ${rule}, got ${reply.status} ${JSON.stringify(refusals.map((one) => one.rule))} ${JSON.stringify(reply.body?.places ?? '')}`,
        )
      line(
        { act: act.name, article: articleOf(rule), rules: refusals.map((one) => one.rule), outcome: 'refused', entry: undefined, ms },
        zh
          ? `  ✗ ${nameOf(login)}欲“${act.title.zh}”，不予办理：${found.words.zh}（${rule}，第${articleOf(rule)}条）。`
          : `  ✗ ${login} would ${act.title.en.toLowerCase()}: refused, ${found.words.en} (${rule}).`,
      )
    },
    check: (act, rule, isRight, chinese, english, ms = 0) => {
      if (!isRight) return wrong(`${act}: ${english}`)
      line(
        { act, article: rule && articleOf(rule), rules: rule ? [rule] : [], outcome: rule ? 'refused' : 'done', entry: undefined, ms },
        `  ${rule ? '✗' : '✓'} ${zh ? chinese : english}${rule ? `（${rule}）` : ''}`,
      )
    },
    clock: async (at) => {
      const answer = await post(origin, '/test/clock', { at })
      if (answer.status !== 200) throw new Error(`could not move the clock to ${at}: ${answer.status} ${JSON.stringify(answer.body)}`)
      if (!json) write(zh ? `  —— ${at.slice(0, 10)} ——` : `  -- ${at.slice(0, 10)} --`)
    },
    settle: async () => {
      const answer = await post(origin, '/test/settle', {})
      if (answer.status !== 200) throw new Error(`could not wait for the platform: ${answer.status}`)
    },
    tally: () => ({ ...counts, unexpected }),
  }
}

const post = async (origin: string, path: string, body: unknown): Promise<Reply> => {
  const answer = await fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

const actOf = ({ plural, act }: Deed) => {
  const procedure = cases.find((one) => one.plural === plural)
  const found = (procedure?.acts ?? []).find(({ name }) => name === `${procedure?.name}.${act}`)
  if (procedure === undefined || found === undefined) throw new Error(`could not find the act ${act} of ${plural}`)
  const rules = [...new Set([...found.when, ...found.provided].map(({ id }) => id))] as RuleId[]
  return { name: found.name, title: found.title, rules }
}

/** The place of an entry in the log; it is given moments after the act. */
const entryIndex = async (visitor: Visitor, ref: string): Promise<number | undefined> => {
  for (let tries = 0; tries < 100; tries++) {
    const { status, body } = await visitor.get(`/api/ledger/proof?ref=${encodeURIComponent(ref)}`)
    if (status === 200) return body.index
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return undefined
}
