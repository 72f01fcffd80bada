/** All cases of the law: what the platform stores, shows and offers follows from this list. */

import { applications } from './admission/application.ts'
import { authorizations } from './admission/authorization.ts'
import { calls } from './admission/call.ts'
import { bills } from './circulation/bill.ts'
import { distributions } from './circulation/distribution.ts'
import { listings } from './circulation/listing.ts'
import { products } from './circulation/product.ts'
import { regimeSwitches } from './circulation/regime-switch.ts'
import { registrations } from './circulation/registration.ts'
import { registrationObjections } from './circulation/registration-objection.ts'
import { subscriptions } from './circulation/subscription.ts'
import { venues } from './circulation/venue.ts'
import { catalogItems } from './conduct/catalog-item.ts'
import { dataObjections } from './conduct/data-objection.ts'
import { dataRequests } from './conduct/data-request.ts'
import { destructions } from './conduct/destruction.ts'
import { dataExports } from './conduct/export.ts'
import { leakTraces } from './conduct/leak-trace.ts'
import { persons } from './conduct/person.ts'
import { reports } from './conduct/report.ts'
import { riskReports } from './conduct/risk-report.ts'
import { socialData } from './conduct/social-data.ts'
import { accounts } from './duties/account.ts'
import { deliberations } from './duties/deliberation.ts'
import { experts } from './duties/expert.ts'
import { interpretations } from './duties/interpretation.ts'
import { nameLists } from './duties/name-list.ts'
import { organizations } from './duties/organization.ts'
import { parameterCases } from './duties/parameter.ts'
import { successions } from './duties/succession.ts'
import { urges } from './duties/urge.ts'
import { disclosures } from './overlay/disclosure.ts'
import { permittedRevenues } from './overlay/permitted-revenue.ts'
import { resourceRegistrations } from './overlay/resource-registration.ts'
import { assessments } from './supervision/assessment.ts'
import { complaints } from './supervision/complaint.ts'
import { creditRecords } from './supervision/credit-record.ts'
import { emergencyPlans } from './supervision/emergency-plan.ts'
import { indicatorSystems } from './supervision/indicator-system.ts'
import { inspections } from './supervision/inspection.ts'
import { intellectualProperties } from './supervision/intellectual-property.ts'
import { liabilities } from './supervision/liability.ts'
import { tolerances } from './supervision/tolerance.ts'
import { zones } from './supervision/zone.ts'

export const cases = [
  organizations,
  accounts,
  deliberations,
  experts,
  nameLists,
  calls,
  applications,
  authorizations,
  emergencyPlans,
  persons,
  catalogItems,
  dataRequests,
  socialData,
  dataExports,
  leakTraces,
  products,
  registrations,
  registrationObjections,
  distributions,
  subscriptions,
  bills,
  destructions,
  riskReports,
  reports,
  inspections,
  dataObjections,
  venues,
  listings,
  regimeSwitches,
  indicatorSystems,
  assessments,
  creditRecords,
  complaints,
  tolerances,
  liabilities,
  intellectualProperties,
  zones,
  urges,
  resourceRegistrations,
  permittedRevenues,
  disclosures,
  parameterCases,
  interpretations,
  successions,
] as const
