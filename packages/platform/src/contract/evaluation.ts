/** Articles 18 and 29: the platform's own figures beside a report, the arithmetic of a grade, and all yearly results before a renewal is decided. */
import { figureNames } from '@yunhe/law'
import { z } from 'zod'
import { route } from './route.ts'

const figures = z.object(Object.fromEntries(figureNames.map((name) => [name, z.int()])) as Record<(typeof figureNames)[number], z.ZodInt>)

export const recordedFigures = z.object({
  period: z.object({ id: z.string(), kind: z.string(), from: z.string(), to: z.string(), due: z.string() }),
  recorded: figures,
})
export type RecordedFigures = z.infer<typeof recordedFigures>

const otherwise = z.object({ points: z.int(), change: z.int(), grade: z.string() })

export const gradeArithmetic = z.object({
  /** Points times weight, by indicator. */
  terms: z.array(z.object({ indicator: z.string(), name: z.string(), points: z.int(), weight: z.int(), product: z.int() })),
  sum: z.int(),
  /** Hundredths of a point. */
  total: z.int(),
  /** Points from which a grade is A, B, C. */
  lines: z.array(z.number()),
  grade: z.string(),
  /** Whether the recorded grade and total are what the arithmetic gives. */
  agrees: z.boolean(),
  sensitivity: z.array(z.object({ indicator: z.string(), better: otherwise.optional(), worse: otherwise.optional() })),
})
export type GradeArithmetic = z.infer<typeof gradeArithmetic>

export const yearlyResult = z.object({
  year: z.int(),
  from: z.string(),
  until: z.string(),
  assessment: z.string().optional(),
  total: z.int().optional(),
  grade: z.string().optional(),
  standing: z.enum(['final', 'under-way', 'missing', 'not-over']),
})
export type YearlyResult = z.infer<typeof yearlyResult>

export const evaluationRoutes = {
  recordedFigures: route({
    method: 'GET',
    path: '/api/reports/recorded',
    summary: 'What the platform recorded of an authorization in a period, to stand beside the figures of a report.',
    query: z.object({ authorization: z.string().min(1).max(80), period: z.string().regex(/^\d{4}(-q[1-4])?$/) }),
    reply: recordedFigures,
  }),
  gradeArithmetic: route({
    method: 'GET',
    path: '/api/assessments/:id/arithmetic',
    summary: 'How the grade of an assessment came about, and the smallest change of each indicator that would have made it another.',
    reply: gradeArithmetic,
  }),
  yearlyResults: route({
    method: 'GET',
    path: '/api/applications/:id/yearly-results',
    summary: 'The assessment of every contract year of the authorization that an application would renew; empty for any other.',
    reply: z.array(yearlyResult),
  }),
} as const
