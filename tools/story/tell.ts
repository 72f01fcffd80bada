/** The order of the story: from a call for operators to a metered call, a stop, an end and a proof. */
import { theApplications, theCall, theReview } from './admission.ts'
import { theCatalog, theRequest, theWorkbench, theWorkspace } from './data.ts'
import { theExport, theModelExport } from './exports.ts'
import { theAuthorization } from './gates.ts'
import { theIntake } from './intake.ts'
import { theModels } from './models.ts'
import { theBill } from './money.ts'
import { theConsumer, theProduct } from './product.ts'
import { theProof } from './proof.ts'
import { theSocialData } from './social-data.ts'
import { theRectification, theRevocation } from './stop.ts'
import type { Teller } from './teller.ts'
import { theWatch } from './watch.ts'

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
  await theExport(story, request)
  await theModelExport(story, request, models)
  const products = await theProduct(story, request)
  const product = products.api
  const access = await theConsumer(story, products)
  await theBill(story, product)
  await theWatch(story, product)
  await theRectification(story, authorization, request, product, access)
  await theRevocation(story, authorization, request, product, access)
  await theProof(story)
}
