/** `npm run check`: types, lint and the import plan, in seconds. */
import { lint, plan, types } from './steps/static.ts'
import { finish, runSteps } from './steps/step.ts'

finish(await runSteps([types, lint, plan]))
