/** Everything the platform does by itself. */
import { admissionReactions } from './admission.ts'
import { circulationReactions } from './circulation.ts'
import { conductReactions } from './conduct.ts'
import { overlayReactions } from './overlay.ts'
import { oversightReactions } from './oversight.ts'
import { planReactions } from './plans.ts'
import type { Reaction } from './reaction.ts'
import { riskReactions } from './risk.ts'
import { standingReactions } from './standing.ts'

import { socialDataReactions } from './social-data.ts'
export const reactions: readonly Reaction[] = [
  ...admissionReactions,
  ...conductReactions,
  ...circulationReactions,
  ...riskReactions,
  ...oversightReactions,
  ...planReactions,
  ...socialDataReactions,
  ...standingReactions,
  ...overlayReactions,
]
