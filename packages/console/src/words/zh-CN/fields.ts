/** Labels of the fields, by the names the API gives them; each stands with the chapter whose cases have it. */
import { admission } from './fields/admission.ts'
import { circulation } from './fields/circulation.ts'
import { conduct } from './fields/conduct.ts'
import { duties } from './fields/duties.ts'
import { everywhere } from './fields/everywhere.ts'
import { overlay } from './fields/overlay.ts'
import { screens } from './fields/screens.ts'
import { supervision } from './fields/supervision.ts'

export const fields = { ...everywhere, ...duties, ...admission, ...conduct, ...circulation, ...supervision, ...overlay, ...screens }
