/** The promised columns of the made-up city, for whoever delivers it into a zone. */
import type { DatasetContract } from '@yunhe/zone/orders'

export const peopleContract: DatasetContract = {
  dataset: 'residents',
  provider: 'public-security-bureau',
  grade: 'general-4',
  columns: [
    { name: 'id_number', type: 'text', required: true, personal: 'identifier' },
    { name: 'name', type: 'text', required: true, personal: 'identifier' },
    { name: 'sex', type: 'text', required: true, personal: 'quasi-identifier' },
    { name: 'born_on', type: 'date', required: true, personal: 'quasi-identifier' },
    { name: 'mobile', type: 'text', required: false, personal: 'identifier' },
    { name: 'address', type: 'text', required: true, personal: 'quasi-identifier' },
    { name: 'household', type: 'integer', required: true, personal: 'quasi-identifier' },
    { name: 'employer', type: 'text', required: false, personal: 'none' },
    { name: 'monthly_income', type: 'integer', required: false, personal: 'sensitive' },
  ],
  subject: { column: 'id_number', oneRow: true },
}

export const companiesContract: DatasetContract = {
  dataset: 'companies',
  provider: 'market-regulation-bureau',
  grade: 'general-2',
  columns: [
    { name: 'uscc', type: 'text', required: true, personal: 'none' },
    { name: 'name', type: 'text', required: true, personal: 'none' },
    { name: 'trade', type: 'text', required: true, personal: 'none' },
    { name: 'founded_on', type: 'date', required: true, personal: 'none' },
    { name: 'address', type: 'text', required: true, personal: 'none' },
    { name: 'employees', type: 'integer', required: true, personal: 'none' },
  ],
  subject: { column: 'uscc', oneRow: true },
}
