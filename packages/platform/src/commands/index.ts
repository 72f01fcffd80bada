/** All cases with the facts their rules need: what the door can carry out. */
import { applicationCommand, authorizationCommand, callCommand } from './admission.ts'
import { assessmentCommand, indicatorSystemCommand } from './assessment.ts'
import { billCommand, subscriptionCommand } from './circulation.ts'
import type { AnyCommand } from './command.ts'
import { catalogItemCommand, dataRequestCommand, personCommand, riskReportCommand } from './conduct.ts'
import { destructionCommand } from './destruction.ts'
import { accountCommand, deliberationCommand, expertCommand, organizationCommand } from './duties.ts'
import { exportCommand, leakTraceCommand } from './export.ts'
import { nameListCommand } from './name-list.ts'
import { disclosureCommand, permittedRevenueCommand, resourceRegistrationCommand } from './overlay.ts'
import { dataObjectionCommand, inspectionCommand } from './oversight.ts'
import { interpretationCommand, parameterCommand, successionCommand } from './parameters.ts'
import { distributionCommand, productCommand } from './product.ts'
import { registrationCommand, registrationObjectionCommand } from './registration.ts'
import { reportCommand } from './report.ts'
import { socialDataCommand } from './social-data.ts'
import { complaintCommand, creditRecordCommand, intellectualPropertyCommand, liabilityCommand, toleranceCommand } from './standing.ts'
import { emergencyPlanCommand, zoneCommand } from './supervision.ts'
import { listingCommand, regimeSwitchCommand, venueCommand } from './trade.ts'
import { urgeCommand } from './urging.ts'

export const commands: readonly AnyCommand[] = [
  organizationCommand,
  urgeCommand,
  accountCommand,
  deliberationCommand,
  expertCommand,
  nameListCommand,
  callCommand,
  applicationCommand,
  authorizationCommand,
  emergencyPlanCommand,
  personCommand,
  catalogItemCommand,
  dataRequestCommand,
  socialDataCommand,
  exportCommand,
  leakTraceCommand,
  productCommand,
  registrationCommand,
  registrationObjectionCommand,
  distributionCommand,
  subscriptionCommand,
  billCommand,
  destructionCommand,
  riskReportCommand,
  reportCommand,
  inspectionCommand,
  dataObjectionCommand,
  venueCommand,
  listingCommand,
  regimeSwitchCommand,
  indicatorSystemCommand,
  assessmentCommand,
  creditRecordCommand,
  complaintCommand,
  intellectualPropertyCommand,
  toleranceCommand,
  liabilityCommand,
  zoneCommand,
  resourceRegistrationCommand,
  permittedRevenueCommand,
  disclosureCommand,
  parameterCommand,
  interpretationCommand,
  successionCommand,
]

export const commandOf = (procedure: string): AnyCommand => {
  const found = commands.find((one) => one.procedure.name === procedure)
  if (found === undefined) throw new Error(`could not find a case called ${procedure}`)
  return found
}
