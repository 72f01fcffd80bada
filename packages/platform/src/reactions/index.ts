/** Everything the platform does by itself. */
import { admissionReactions } from './admission.ts'
import { circulationReactions } from './circulation.ts'
import { conditionReactions } from './conditions.ts'
import { conductReactions } from './conduct.ts'
import { destructionReactions } from './destruction.ts'
import { exportReactions } from './export.ts'
import { overlayReactions } from './overlay.ts'
import { oversightReactions } from './oversight.ts'
import { panelReactions } from './panel.ts'
import { planReactions } from './plans.ts'
import type { Reaction } from './reaction.ts'
import { riskReactions } from './risk.ts'
import { socialDataReactions } from './social-data.ts'
import { standingReactions } from './standing.ts'

export const reactions: readonly Reaction[] = [
  ...admissionReactions,
  ...conditionReactions,
  ...panelReactions,
  ...conductReactions,
  ...socialDataReactions,
  ...exportReactions,
  ...circulationReactions,
  ...destructionReactions,
  ...riskReactions,
  ...oversightReactions,
  ...planReactions,
  ...standingReactions,
  ...overlayReactions,
]
