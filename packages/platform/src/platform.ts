/** The composition root: from a database, a folder of keys, a line to a zone and a clock, the whole platform. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileKeyProvider, loadOrCreateRootKey, loadOrCreateSigningKey, privateFolder, selfTestAll, suites } from '@yunhe/keys'
import { catalogItems, closedBy, dataRequests, dayOf, parameterCases } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { type Clock, type MovableClock, systemClock } from './clock.ts'
import { commandOf, commands } from './commands/index.ts'
import { openNumbers } from './commands/numbers.ts'
import { perform } from './commands/perform.ts'
import { fold, type Outside, readingOf } from './commands/reading.ts'
import { actNamed, type Perform } from './http/cases.ts'
import { buildServer } from './http/server.ts'
import type { SessionDemo } from './http/session.ts'
import { openListExportDesk } from './list-export/desk.ts'
import { httpLists } from './lists/http.ts'
import { importedLists } from './lists/imported.ts'
import { listsFrom } from './lists/source.ts'
import { type PostSettings, smtpPost } from './mail/post.ts'
import { postRound } from './mail/round.ts'
import { projectAccounts } from './projections/accounts.ts'
import { projectCases } from './projections/cases.ts'
import { projectClocks } from './projections/clocks.ts'
import { procedureNamed } from './projections/procedures.ts'
import { tellWhoseTurn } from './projections/turn-notices.ts'
import { publicPages } from './public/pages.ts'
import { noteAlarms } from './reactions/alarms.ts'
import { anchorZone } from './reactions/anchor.ts'
import { beginDays, recountAhead } from './reactions/days.ts'
import { noteDeliveries, notePulls } from './reactions/deliveries.ts'
import { beat } from './reactions/heartbeat.ts'
import { reactions } from './reactions/index.ts'
import { zoneLineage } from './reactions/lineage.ts'
import { orders } from './reactions/orders.ts'
import { platformItself, reactTo, type Surroundings } from './reactions/reaction.ts'
import { noteQuarantined } from './reactions/social-data.ts'
import { ticketSigner } from './reactions/tickets.ts'
import { entriesThatDiffer } from './store/audit.ts'
import { type Checkpoints, openCheckpoints, originOfLog } from './store/checkpoints.ts'
import { bindFiles, filesAtHand } from './store/files/kept.ts'
import { clearUploads } from './store/files/uploads.ts'
import { openJobs, queues } from './store/jobs.ts'
import { Conflict, type Log, openLog } from './store/log.ts'
import { orderBook } from './store/order-book.ts'
import { type PayloadKeys, payloadKeys } from './store/payloads.ts'
import { type Db, migrate, openDb } from './store/postgres.ts'
import { rootAfter } from './store/tiles.ts'
import { lastStatus, servedCalls } from './store/zone-words.ts'
import { openWhatIfDesk } from './what-if/desk.ts'
import type { ZoneLink } from './zone-link/link.ts'

export interface PlatformParts {
  readonly databaseUrl: string
  /** Private folder of the platform's keys. */
  readonly folder: string
  readonly clock: Clock
  /** Given in test mode only. */
  readonly movable?: MovableClock
  readonly origin: string
  readonly secureCookies: boolean
  readonly consoleFolder?: string
  readonly zoneUrl: string
  readonly link: ZoneLink
  /** A source of the lists of article 7 that is asked over HTTP, with `{list}` and `{uscc}` where they go. */
  readonly listsUrl?: string | undefined
  /** The mail server; without it nobody is written to. */
  readonly mail?: PostSettings | undefined
  /** Where `npm run redteam` leaves what the attacks met. */
  readonly redTeamFile?: string | undefined
  /** Tells the zone's test clock where time is; test mode only. */
  readonly moveZone?: (offsetMs: number) => Promise<void>
  readonly demoAccounts: SessionDemo
}

export interface Platform {
  readonly app: FastifyInstance
  readonly db: Db
  readonly log: Log
  readonly payloads: PayloadKeys
  readonly checkpoints: Checkpoints
  readonly perform: Perform
  /** Begins to react, to beat and to answer. */
  readonly start: (port: number) => Promise<void>
  /** One round of the post; nothing where no mail server is set. */
  readonly sendMail: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const platform = async (parts: PlatformParts): Promise<Platform> => {
  selfTestAll()
  const { clock, link, zoneUrl } = parts
  const keys = keysIn(parts.folder)
  const db = openDb(parts.databaseUrl)
  await migrate(db)
  const checkpoints = await openCheckpoints(db, { origin: originOfLog, log: keys.log, gm: keys.gm })
  const jobs = await openJobs(db, parts.databaseUrl, queuesOf, (error) => console.error(`a job queue failed: ${error.message}`))
  const payloads = payloadKeys(db, keys.provider, 'intl')
  // Read through a log of its own: what follows an act needs the numbers before the log that writes is there.
  const recorded = await openNumbers(openLog(db, payloads, []), clock)
  const [publicTree] = checkpoints.trees
  if (publicTree === undefined) throw new Error('could not open a log without its trees')
  const outside: Outside = {
    keyedHash: (text) => Buffer.from(suites.intl.hmac(keys.realNames, Buffer.from(text))).toString('hex'),
    servedCalls: (product, consumer, from, to) => servedCalls(db, product, consumer, from, to),
    numbersOn: recorded.on,
    rootAfter: (stream, type, at) => rootAfter(db, publicTree, stream, type, at),
  }
  const files = { db, payloads, accountKey: keys.accounts }
  const atHand = filesAtHand(files)
  const followers = [
    bindFiles(files),
    tellWhoseTurn(procedureNamed),
    projectCases(procedureNamed),
    projectAccounts(keys.accounts),
    projectClocks(procedureNamed, outside.numbersOn),
    jobs.follower,
  ]
  const log = openLog(db, payloads, followers, jobs.committed)
  const performAnd = perform(log, clock, outside, atHand)
  const performing: Perform = async (command, act, asking) => {
    await recorded.fresh()
    const outcome = await performAnd(command, act, asking)
    if (outcome.ok) checkpoints.wake()
    if (outcome.ok && command.procedure.name === parameterCases.name) {
      await recorded.reread()
      await recountAhead(whatDays)
    }
    return outcome
  }
  const numbers = () => outside.numbersOn(dayOf(clock()))
  const post = parts.mail && smtpPost(parts.mail)
  const sendMail = oneAtATime(async () => {
    if (post) await postRound({ db, accountKey: keys.accounts, post, clock, origin: parts.origin })
  })
  const lists = listsFrom([...(parts.listsUrl ? [httpLists({ url: parts.listsUrl })] : []), importedLists(log, outside.numbersOn)])
  const surroundings: Surroundings = {
    log,
    lists,
    sealed: checkpoints.caughtUp,
    orders: orders({ link, book: orderBook(db), key: keys.orders, clock, orderMinutes: numbers().orderMinutes }),
    now: async (procedure, id) => fold(procedure, await log.read(`${procedure.name}/${id}`)),
    under: async (procedure, key) => {
      const streams = (await log.keyed(key)).filter((stream) => stream.startsWith(`${procedure.name}/`))
      return Promise.all(
        streams.map(async (stream) => ({ id: stream.slice(procedure.name.length + 1), state: fold(procedure, await log.read(stream)) })),
      )
    },
    act: async (command, act, id, asked, legalDay) =>
      (await untilUndisturbed(() => performing(command, actNamed(command, act), { id, asked, by: platformItself, legalDay }))).ok
        ? 'done'
        : 'refused',
  }
  const heart = { db, link, key: keys.orders, clock, leaseSeconds: numbers().leaseSeconds }
  // What one beat brought is noted before the next is sent: an older state of the zone after a newer one would look like a log that shrank.
  const hear = oneAtATime(async () => {
    await beat(heart)
    const status = await lastStatus(db, link.zone)
    if (status === undefined) return
    await noteDeliveries(status, surroundings)
    await notePulls(status, surroundings)
    await noteAlarms(status, surroundings)
    await noteQuarantined(status, surroundings)
    await anchorZone(status, surroundings)
  })
  const settled = async () => {
    do await checkpoints.caughtUp()
    while ((await jobs.waiting()) > 0 && (await pause(20)))
    await checkpoints.caughtUp()
  }
  let isReacting = false
  const factsOf = async (procedure: string, id: string) => {
    const { facts, procedure: kind } = commandOf(procedure)
    const asking = { id, state: await surroundings.now(kind, id), asked: undefined, by: platformItself, at: clock() }
    return facts(asking, readingOf(log, outside))
  }
  // Without anybody at work on the queues there is nothing to wait for.
  const rest = async () => {
    while (isReacting && (await jobs.untried()) > 0) await pause(20)
  }
  const whatDays = { db, clock, numbersOn: outside.numbersOn, surroundings, factsOf, rest }
  const days = oneAtATime(async () => {
    await recorded.fresh()
    await beginDays(whatDays)
  })
  const { movable, moveZone } = parts
  const listExports = openListExportDesk()
  const whatIf = openWhatIfDesk({ db, payloads, outside, commandOf })
  const app = await buildServer({
    fresh: recorded.fresh,
    changes: recorded.changes,
    db,
    log,
    clock,
    outside,
    commands,
    commandOf,
    perform: performing,
    lineage: zoneLineage(heart),
    whatIf,
    listExports,
    checkpoints,
    zoneUrl,
    origin: parts.origin,
    machineClock: systemClock,
    secureCookies: parts.secureCookies,
    consoleFolder: parts.consoleFolder,
    demoAccounts: parts.demoAccounts,
    accountKey: keys.accounts,
    payloads,
    filesAtHand: atHand,
    sendsMail: post !== undefined,
    limits: () => ({ failures: numbers().signInFailuresMax, minutes: numbers().signInLockMinutes }),
    // A demonstration prints its passwords on the sign-in page: a second factor would guard nothing there.
    demandsSecondFactor: () => parts.demoAccounts.length === 0 && numbers().secondFactorDemanded,
    signTicket: ticketSigner(link.zone, keys.orders, clock, () => numbers().ticketMinutes),
    mayRegisterItems: (person) => {
      const register = actNamed(commandOf(catalogItems.name), 'register')
      const matter = {
        state: catalogItems.start,
        facts: { datasetTaken: false },
        by: person,
        at: clock(),
        on: dayOf(clock()),
        parameters: numbers(),
      }
      return closedBy(register, matter).length === 0
    },
    datasetOf: async (id) => String((await surroundings.now(procedureNamed('catalog-item'), id)).dataset),
    snapshotOf: async (id) => String((await surroundings.now(procedureNamed('export'), id)).snapshot),
    itemsOf: async (id) => (await surroundings.now(dataRequests, id)).items.map(({ item }) => item),
    publicPages: publicPages({
      db,
      log,
      clock,
      perform: performing,
      checkpoints,
      certificateKey: keys.certificate,
      origin: parts.origin,
      zoneUrl,
      redTeamFile: parts.redTeamFile,
      isDemo: parts.demoAccounts.length > 0,
      numbersOn: outside.numbersOn,
      keyedHash: outside.keyedHash,
      objectionsPerMinute: movable ? 10_000 : 10,
    }),
    ...(movable && {
      test: {
        movable,
        settled,
        moved: async () => {
          await moveZone?.(movable.offsetMs())
          await hear()
          await days()
        },
      },
    }),
  })
  const holdEntries = async () => {
    const differing = await entriesThatDiffer(db, { origin: originOfLog })
    if (differing.length > 0)
      throw new Error(`${differing.length} entries were changed in the database: ${differing.slice(0, 5).join(', ')}`)
  }
  const timers = timersOf()
  return {
    app,
    db,
    log,
    payloads,
    checkpoints,
    perform: performing,
    sendMail,
    start: async (port) => {
      for (const queue of queues) await jobs.work(queue, reactTo(reactions, queue, surroundings))
      isReacting = true
      await app.listen({ host: '127.0.0.1', port })
      checkpoints.wake()
      timers.every(numbers().heartbeatSeconds * 1_000, 'reach the zone', hear)
      timers.every(60_000, 'begin the day', days)
      if (post) timers.every(5_000, 'send the mail', sendMail)
      timers.every(3_600_000, 'find every entry as the log has it', holdEntries)
      timers.every(3_600_000, 'clear away files that no act refers to', () => clearUploads(db, numbers().unusedUploadDays, systemClock()))
    },
    stop: async () => {
      isReacting = false
      timers.stop()
      await app.close()
      await whatIf.close()
      await listExports.close()
      await jobs.stop()
      await checkpoints.stop()
      await db.destroy()
    },
  }
}

/** Whoever was slower looks again: by then the case may have moved on, and the law says so. */
const untilUndisturbed = async <Done>(work: () => Promise<Done>, tries = 5): Promise<Done> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Conflict) || tries <= 1) throw error
    return untilUndisturbed(work, tries - 1)
  }
}

const queuesOf = (type: string) => queues.filter((queue) => reactions.some((one) => one.type === type && one.queue === queue))

const keysIn = (folder: string) => {
  privateFolder(folder)
  const signing = (name: string, kind: 'ed25519' | 'sm2' | 'es256') => loadOrCreateSigningKey(join(folder, `${name}.pem`), kind)
  const orderKey = signing('orders', 'ed25519')
  writeFileSync(join(folder, 'public.pem'), orderKey.publicKey.export({ type: 'spki', format: 'pem' }))
  return {
    provider: fileKeyProvider({
      folder: join(folder, 'scopes'),
      rootKey: loadOrCreateRootKey(join(folder, 'root.key')),
      suite: suites.intl,
    }),
    orders: orderKey.privateKey,
    realNames: loadOrCreateRootKey(join(folder, 'real-names.key')),
    accounts: loadOrCreateRootKey(join(folder, 'accounts.key')),
    log: signing('log', 'ed25519'),
    gm: signing('log-gm', 'sm2'),
    certificate: signing('certificate', 'es256'),
  }
}

const pause = async (ms: number): Promise<true> => {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return true
}

/** Whoever asks while it is under way waits for that round and then has one of its own. */
const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let before: Promise<unknown> = Promise.resolve()
  return () => {
    const mine = before.then(work)
    before = mine.catch(() => undefined)
    return mine
  }
}

/** Repeats work, one round at a time; a failure is said once until it works again. */
const timersOf = () => {
  const running: NodeJS.Timeout[] = []
  return {
    every: (ms: number, what: string, work: () => Promise<void>) => {
      let isBusy = false
      let failed = false
      const round = async () => {
        if (isBusy) return
        isBusy = true
        try {
          await work()
          failed = false
        } catch (error) {
          if (!failed) console.error(`could not ${what}: ${error instanceof Error ? error.message : String(error)}`)
          failed = true
        }
        isBusy = false
      }
      running.push(setInterval(round, ms))
      void round()
    },
    stop: () => running.forEach(clearInterval),
  }
}
