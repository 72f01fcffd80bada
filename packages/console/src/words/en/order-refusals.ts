/** Why a zone turned an order down, by the code of its receipt. */
import type { Dictionary } from '../zh-CN.ts'

export const orderRefusals: Dictionary['orderRefusals'] = {
  'bad-signature': 'the signature of the order is wrong',
  expired: 'the order came too late',
  replayed: 'the order was carried out before',
  'wrong-zone': 'the order is for another zone',
  'unknown-workspace': 'the zone has no such workspace',
  'unknown-dataset': 'the zone has no such dataset, or nothing was delivered yet',
  'unknown-holding': 'the zone holds nothing of that name',
  'unknown-product': 'the zone has no such product',
  'unknown-import': 'the zone has no such import',
  'unknown-export': 'the zone has no such export',
  'unknown-trace': 'the zone has no such trace',
  'checks-failed': 'a check failed',
  'file-differs': 'a file differs from what was asked for',
  'risk-too-high': 'the measured risk is beyond the decision',
  'isolation-too-low': 'the isolation is weaker than decided',
  'output-refused': 'the output of the product was refused',
  'spec-hash-differs': 'the product differs from the version that was reviewed',
  'wrong-state': 'it cannot be carried out as things stand',
  'same-person-twice': 'who carries it out and who watches are one person',
  malformed: 'the order cannot be read',
  failed: 'it failed as it was carried out',
}
