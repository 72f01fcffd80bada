/** How the platform answers: refusals are 422 with their articles, malformed input 400 with its place, a lost race 409, a fault 500 without the inside. */
import type { Refusal } from '@yunhe/law'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Problem } from '../contract/index.ts'
import { Conflict } from '../store/log.ts'

/** An answer that ends the handling of a request. */
export class Answer extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

const problemOf = (status: number, kind: string, title: string, more: Partial<Problem> = {}): Answer =>
  new Answer({ type: `https://yunhe.example/problems/${kind}`, title, status, ...more })

export const refused = (refusals: readonly Refusal[]): Answer =>
  problemOf(422, 'refused', 'the measures do not allow this', { refusals: refusals.map((one) => ({ ...one, fields: [...one.fields] })) })
export const notSignedIn = (): Answer => problemOf(401, 'not-signed-in', 'sign in first')
export const wrongPassword = (): Answer => problemOf(401, 'wrong-password', 'login or password is wrong')
export const codeNeeded = (): Answer => problemOf(401, 'second-factor-needed', 'the code of your second factor is needed too')
export const tooManySignIns = (seconds: number): Answer =>
  problemOf(429, 'too-many-sign-ins', 'too many attempts to sign in; wait, or ask the security administrator', {
    retryAfterSeconds: seconds,
  })
export const pendingFirst = (pending: 'password' | 'second-factor'): Answer =>
  problemOf(
    403,
    `${pending}-first`,
    pending === 'password' ? 'change the password that was handed over first' : 'enrol a second factor first; your role demands one',
  )
export const weakPassword = (weakness: 'too-short' | 'too-plain'): Answer =>
  problemOf(400, `password-${weakness}`, 'choose another password: at least twelve characters, without your login, not the one before')
export const mailIsOff = (): Answer => problemOf(409, 'mail-is-off', 'the platform sends no e-mail: its operator has set no mail server')
export const tooManyCodes = (): Answer =>
  problemOf(429, 'too-many-codes', 'too many codes were asked for within a day; try again tomorrow', { retryAfterSeconds: 86_400 })
export const wrongMailCode = (): Answer =>
  problemOf(400, 'wrong-mail-code', 'the code is wrong, older than a day, or was tried too often; ask for a new one')
export const notFound = (): Answer => problemOf(404, 'not-found', 'there is nothing here that you may see')
/** Told as such and never served: whoever asked for it can do nothing about it. */
export const fileDamaged = (): Answer =>
  problemOf(500, 'file-damaged', 'what is stored of this file is not what was handed in, and it is not served; tell the administrators')
export const forged = (): Answer => problemOf(403, 'forged', 'the request did not come from a page of ours')
/** @param faster names of the entries that came first, as far as the reader may see them */
export const busy = (): Answer => problemOf(429, 'busy', 'another run is under way; wait for it or stop it')
export const conflict = (faster: readonly string[] = []): Answer =>
  problemOf(409, 'conflict', 'the case has changed meanwhile; nothing was written, look again and repeat', {
    words: {
      zh: '在您提交的同时，本事项或其所依据的事项已被他人办理，您的操作未写入；请刷新核对后重新办理',
      en: 'while you were sending this, somebody else acted on this case or on one it rests on; nothing of yours was written: look again, then repeat it',
    },
    faster: [...faster],
  })

/** @param places where it is wrong; never what stood there */
export const malformed = (places: readonly Misplaced[]): Answer =>
  problemOf(400, 'malformed', 'the request could not be read', { places: [...places] })

type Misplaced = NonNullable<Problem['places']>[number]

/** Parses, or turns away with the place named; never repeats the value. */
export const parsed = <Shape extends z.ZodType>(shape: Shape, value: unknown, where: string): z.infer<Shape> => {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  throw malformed(
    result.error.issues.map((issue) => ({
      place: [where, ...issue.path.map(String)].join('.'),
      message: issue.message,
      code: issue.code,
      ...limitOf(issue),
    })),
  )
}

/** Only lengths and amounts of ours: never what was sent. */
const limitOf = (issue: z.core.$ZodIssue): { readonly limit?: number } => {
  if (issue.code === 'too_small') return { limit: Number(issue.minimum) }
  return issue.code === 'too_big' ? { limit: Number(issue.maximum) } : {}
}

export const speakOfErrors = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const answer = answerTo(error)
  if (answer === undefined) {
    request.log.error({ err: error, route: request.routeOptions.url }, 'could not answer a request')
    send(reply, { type: 'https://yunhe.example/problems/fault', title: 'something on our side failed; it was recorded', status: 500 })
    return
  }
  send(reply, answer.problem)
}

const answerTo = (error: unknown): Answer | undefined => {
  if (error instanceof Answer) return error
  if (error instanceof Conflict) return conflict()
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500 ? problemOf(status, 'malformed', 'the request could not be read') : undefined
}

export const send = (reply: FastifyReply, problem: Problem): void => {
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
  reply.code(problem.status).type('application/problem+json').send(problem)
}
