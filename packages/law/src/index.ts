/** The face of the law: its articles, its kernel, its parameters and its cases. Acts are found through their case. */
export { type Application, type ApplicationEvent, type ApplicationFacts, applications } from './admission/application.ts'
export {
  type Authorization,
  type AuthorizationEvent,
  type AuthorizationFacts,
  authorizations,
} from './admission/authorization.ts'
export { type Call, type CallEvent, type CallFacts, calls } from './admission/call.ts'
export * from './articles.ts'
export { bulkActs } from './bulk.ts'
export { cases } from './cases.ts'
export { type Bill, type BillEvent, type BillFacts, bills, chargesWithin, isOverdueOn, journalOf } from './circulation/bill.ts'
export {
  type Distribution,
  type DistributionEvent,
  type DistributionFacts,
  distributions,
  isInForceOn,
  lastRuleEnds,
  type Party,
} from './circulation/distribution.ts'
export { type Listing, type ListingEvent, type ListingFacts, listings } from './circulation/listing.ts'
export {
  type CertificateStanding,
  type CertificateVersion,
  type Product,
  type ProductEvent,
  type ProductFacts,
  priceOn,
  pricesWithin,
  products,
  type StatusPlace,
  specificationOf,
  statusListBits,
  statusPlaceOf,
} from './circulation/product.ts'
export { type RegimeSwitch, type RegimeSwitchEvent, type RegimeSwitchFacts, regimeSwitches } from './circulation/regime-switch.ts'
export {
  isOpenMatter,
  type Registration,
  type RegistrationEvent,
  type RegistrationFacts,
  registrations,
} from './circulation/registration.ts'
export {
  countedObjections,
  objectedKey,
  objectionsTo,
  type RegistrationObjection,
  type RegistrationObjectionEvent,
  type RegistrationObjectionFacts,
  registrationObjections,
} from './circulation/registration-objection.ts'
export {
  accessKeyOf,
  type Subscription,
  type SubscriptionEvent,
  type SubscriptionFacts,
  subscriptions,
} from './circulation/subscription.ts'
export { type Venue, type VenueEvent, type VenueFacts, venues } from './circulation/venue.ts'
export { type CatalogItem, type CatalogItemEvent, type CatalogItemFacts, catalogItems, pullTroubled } from './conduct/catalog-item.ts'
export { type DataObjection, type DataObjectionEvent, type DataObjectionFacts, dataObjections } from './conduct/data-objection.ts'
export {
  type DataRequest,
  type DataRequestEvent,
  type DataRequestFacts,
  dataRequests,
  type ItemFact,
  type RequestDecision,
} from './conduct/data-request.ts'
export {
  type Destruction,
  type DestructionEvent,
  type DestructionFacts,
  type DestructionRecord,
  type DestructionTrigger,
  destructions,
} from './conduct/destruction.ts'
export { dataExports, type Export, type ExportEvent, type ExportFacts, type ExportVote, isExportOver } from './conduct/export.ts'
export { type LeakTrace, type LeakTraceEvent, type LeakTraceFacts, leakTraces } from './conduct/leak-trace.ts'
export { enabledOn, maskIdNumber, type Person, type PersonEvent, type PersonFacts, persons } from './conduct/person.ts'
export { overdueReports, type ReportPeriod, reportPeriod } from './conduct/report/periods.ts'
export {
  type FigureName,
  figureNames,
  isHandedIn,
  noFigures,
  type Report,
  type ReportEvent,
  type ReportFacts,
  type ReportFigures,
  reports,
} from './conduct/report.ts'
export { holdsStill, type RiskReport, type RiskReportEvent, type RiskReportFacts, riskReports } from './conduct/risk-report.ts'
export * from './conduct/shapes.ts'
export { isSocialDataOver, type SocialData, type SocialDataEvent, type SocialDataFacts, socialData } from './conduct/social-data.ts'
export { type Account, type AccountEvent, type AccountFacts, accounts, rolesOfPeople, rolesToday } from './duties/account.ts'
export {
  type Deliberation,
  type DeliberationEvent,
  type DeliberationFacts,
  deliberations,
  resolutionKey,
} from './duties/deliberation.ts'
export { type Expert, type ExpertEvent, type ExpertFacts, experts, isInPoolOn, poolKey } from './duties/expert.ts'
export { type Interpretation, type InterpretationEvent, type InterpretationFacts, interpretations } from './duties/interpretation.ts'
export { listKey, type NameList, type NameListEvent, type NameListFacts, nameLists } from './duties/name-list.ts'
export { bannedOn, type Organization, type OrganizationEvent, type OrganizationFacts, organizations } from './duties/organization.ts'
export {
  changesIn,
  type ParameterCase,
  type ParameterEvent,
  type ParameterFacts,
  parameterCases,
  type SetValue,
} from './duties/parameter.ts'
export { type Succession, type SuccessionEvent, type SuccessionFacts, successions } from './duties/succession.ts'
export { type Urge, type UrgeEvent, type UrgeFacts, urgedKey, urges } from './duties/urge.ts'
export { finalActs } from './final.ts'
export * from './kernel/act.ts'
export * from './kernel/actor.ts'
export * from './kernel/attached-file.ts'
export * from './kernel/clocks.ts'
export * from './kernel/common.ts'
export { type Change, compared, type Otherwise } from './kernel/comparing.ts'
export * from './kernel/contract-years.ts'
export * from './kernel/days.ts'
export { type PoolEntry, seatedFrom, sitting } from './kernel/expert-panel.ts'
export { fileNameShape, filesIn, sendingRules } from './kernel/files.ts'
export { type Judged, judgedBy, numbersRecordedBy } from './kernel/judging.ts'
export type { ListAnswer } from './kernel/list-checks.ts'
export * from './kernel/money.ts'
export { coversRegion, isOfficial, regionOf } from './kernel/place.ts'
export { type Matter, type Refusal, type Rule, refusalBy, rule } from './kernel/rule.ts'
export { type Seen, type Watched, watched } from './kernel/watching.ts'
export * from './kernel/workdays.ts'
export {
  type DisclosedRecords,
  type DiscloserKind,
  type Disclosure,
  type DisclosureEvent,
  type DisclosureFacts,
  disclosedParts,
  discloserKinds,
  disclosureDue,
  disclosures,
} from './overlay/disclosure.ts'
export * from './overlay/documents.ts'
export {
  boundsIncomeOn,
  type PermittedRevenue,
  type PermittedRevenueEvent,
  type PermittedRevenueFacts,
  permittedRevenues,
  shareEarned,
} from './overlay/permitted-revenue.ts'
export { resourceRegistrationTypes } from './overlay/resource-registration/state.ts'
export {
  type ResourceRegistration,
  type ResourceRegistrationEvent,
  type ResourceRegistrationFacts,
  resourceRegistrations,
} from './overlay/resource-registration.ts'
export * from './overlay/rules.ts'
export * from './parameter-bounds.ts'
export * from './parameters.ts'
export * from './rule-sets.ts'
export {
  type Arithmetic,
  type Assessment,
  type AssessmentEvent,
  type AssessmentFacts,
  arithmeticOf,
  assessments,
  contractYears,
  resultOf,
  type Sensitivity,
  sensitivityOf,
  yearsWithoutResult,
} from './supervision/assessment.ts'
export { type Complaint, type ComplaintEvent, type ComplaintFacts, complaints } from './supervision/complaint.ts'
export {
  type CreditRecord,
  type CreditRecordEvent,
  type CreditRecordFacts,
  creditRecords,
  creditStandsOn,
} from './supervision/credit-record.ts'
export {
  type EmergencyPlan,
  type EmergencyPlanEvent,
  type EmergencyPlanFacts,
  emergencyPlans,
  isCovered,
  keyOfCovered,
  planValidOn,
} from './supervision/emergency-plan.ts'
export {
  type IndicatorSystem,
  type IndicatorSystemEvent,
  type IndicatorSystemFacts,
  indicatorSystems,
} from './supervision/indicator-system.ts'
export { type Inspection, type InspectionEvent, type InspectionFacts, inspections } from './supervision/inspection.ts'
export {
  type IntellectualProperty,
  type IntellectualPropertyEvent,
  type IntellectualPropertyFacts,
  intellectualProperties,
} from './supervision/intellectual-property.ts'
export { type Liability, type LiabilityEvent, type LiabilityFacts, liabilities } from './supervision/liability.ts'
export { type Tolerance, type ToleranceEvent, type ToleranceFacts, tolerances } from './supervision/tolerance.ts'
export { type Zone, type ZoneEvent, type ZoneFacts, zones } from './supervision/zone.ts'
