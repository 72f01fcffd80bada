/** What stands open on the day the demonstration is opened: something for each role to go on with. */
import { theCheckedExport } from './open-export.ts'
import { type OpenWork, theAcceptedApplication, theReviewedProduct, theTransferredComplaint, theVerifiedProduct } from './open-work.ts'

const one = (work: OpenWork, number: string): OpenWork => ({ ...work, number })

export const theOpenWork = async (work: OpenWork, product: string): Promise<void> => {
  const { story } = work
  await theAcceptedApplication(one(work, '1'))
  await theReviewedProduct(one(work, '1'))
  await theVerifiedProduct(one(work, '2'))
  await theTransferredComplaint(one(work, '1'))
  await theCheckedExport(one(work, '1'))
  await story.does('consumer', {
    plural: 'subscriptions',
    act: 'apply',
    asked: { product, scenario: 'flight-punctuality', declaration: '用于机场接驳班车排班，不转售。' },
  })
  await story.settle()
}
