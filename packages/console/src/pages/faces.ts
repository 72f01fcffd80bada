/** What people would rather see of some kinds of cases than plain facts; every other kind does with the facts alone. */
import type { CaseView } from '@yunhe/platform/contract'
import { type ComponentType, lazy } from 'react'

export interface Face {
  /** What must be known before anything else is read. */
  readonly First?: ComponentType<{ readonly view: CaseView }>
  readonly Standing: ComponentType<{ readonly view: CaseView }>
  /** Keys of the state that the face shows itself. */
  readonly shows: readonly string[]
}

const faces: Readonly<Record<string, Face>> = {
  applications: {
    Standing: lazy(() => import('./admission/ApplicationFace.tsx')),
    shows: [
      'plan',
      'evidence',
      'opinions',
      'expertOpinions',
      'listChecks',
      'listFaults',
      'panel',
      'panelCall',
      'draws',
      'notice',
      'objections',
      'reviewBodies',
    ],
  },
  'catalog-items': {
    Standing: lazy(() => import('./conduct/CatalogItemFace.tsx')),
    shows: ['fields', 'keyColumns', 'classification', 'contractBehind', 'pullTrouble'],
  },
  assessments: { Standing: lazy(() => import('./supervision/AssessmentFace.tsx')), shows: ['scores', 'result', 'lines'] },
  bills: {
    Standing: lazy(() => import('./circulation/BillFace.tsx')),
    shows: ['notice', 'payment', 'receipt', 'statement', 'servedCalls', 'unitPriceFen', 'amountFen'],
  },
  products: {
    Standing: lazy(() => import('./circulation/ProductFace.tsx')),
    shows: ['content', 'reviews', 'certificate', 'certificates', 'code'],
  },
  'registration-objections': { Standing: lazy(() => import('./circulation/RegistrationObjectionFace.tsx')), shows: ['productName'] },
  subscriptions: { Standing: lazy(() => import('./circulation/SubscriptionFace.tsx')), shows: ['secretHash'] },
  'social-data-imports': { Standing: lazy(() => import('./conduct/SocialDataFace.tsx')), shows: ['request', 'required', 'opinions'] },
  deliberations: { Standing: lazy(() => import('./duties/DeliberationFace.tsx')), shows: ['members', 'votes'] },
  exports: {
    First: lazy(() => import('./conduct/ExportKeeping.tsx')),
    Standing: lazy(() => import('./conduct/ExportFace.tsx')),
    shows: [
      'keeping',
      'request',
      'files',
      'report',
      'required',
      'votes',
      'areVotesOpen',
      'pastRounds',
      'comments',
      'looks',
      'downloads',
      'mostDownloads',
    ],
  },
  'leak-traces': { Standing: lazy(() => import('./conduct/LeakTraceFace.tsx')), shows: ['answers', 'samples', 'by'] },
  'data-requests': {
    First: lazy(() => import('./conduct/Beyond.tsx')),
    Standing: lazy(() => import('./conduct/DataRequestFace.tsx')),
    shows: ['beyond', 'items', 'required', 'opinions', 'decision', 'provision'],
  },
}

export const faceOf = (plural: string): Face | undefined => (Object.hasOwn(faces, plural) ? faces[plural] : undefined)
