/** The order of the story: from a call for operators to a metered call, a stop, an end and a proof. */
import { theApplications, theCall, theReview } from './admission.ts'
import { answeredByZone, type Items, theCatalog, theRequest, theWorkbench, theWorkspace } from './data.ts'
import { theDisposal } from './disposal.ts'
import { theExport, theModelExport } from './exports.ts'
import { theAuthorization } from './gates.ts'
import { theIntake } from './intake.ts'
import { theLeaving } from './leaving.ts'
import { theModels } from './models.ts'
import { theBill } from './money.ts'
import { type Access, type Products, theConsumer, theProduct } from './product.ts'
import { theProof } from './proof.ts'
import { theProvenance } from './provenance.ts'
import { theSocialData } from './social-data.ts'
import { theRectification, theRevocation } from './stop.ts'
import { theStudy } from './study.ts'
import type { Teller } from './teller.ts'
import { theWatch } from './watch.ts'

/** The first morning; every later day of the story is written where it is told. */
export const storyBegins = '2026-03-02T09:00:00+08:00'

export interface FirstProduct {
  readonly authorization: string
  readonly items: Items
  /** The data request whose workspace stands open. */
  readonly request: string
  readonly products: Products
  readonly access: Access
}

/** As far as the first product that is called; all stands open, nothing has ended. */
export const tellToFirstProduct = async (story: Teller): Promise<FirstProduct> => {
  const application = await theApplications(story, await theCall(story))
  await theReview(story, application)
  const authorization = await theAuthorization(story, application)
  const items = await theCatalog(story)
  const request = await theRequest(story, authorization, items)
  await answeredByZone(story, request)
  await theWorkspace(story, request)
  const products = await theProduct(story, request)
  return { authorization, items, request, products, access: await theConsumer(story, products) }
}

export const tell = async (story: Teller): Promise<void> => {
  const call = await theCall(story)
  const application = await theApplications(story, call)
  await theReview(story, application)
  const authorization = await theAuthorization(story, application)
  const items = await theCatalog(story)
  await theIntake(story)
  const request = await theRequest(story, authorization, items)
  await theWorkspace(story, request)
  await theWorkbench(story, request)
  const models = await theModels(story, request)
  await theSocialData(story, request)
  const study = await theStudy(story, authorization, items)
  await theLeaving(story, request)
  const exported = await theExport(story, request)
  await theModelExport(story, request, models)
  const products = await theProduct(story, request, models.passed)
  const product = products.api
  const access = await theConsumer(story, products)
  await theBill(story, product)
  await theProvenance(story, authorization, product, items.flights)
  await theWatch(story, product)
  await theRectification(story, authorization, request, product, access)
  await theRevocation(story, authorization, request, product, access)
  await theDisposal(story, exported, study.item)
  await theProof(story)
}
