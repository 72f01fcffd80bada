/** Which cases stand for something on the way of data. */
const withLineage = ['catalog-items', 'social-data-imports', 'data-requests', 'products', 'subscriptions', 'exports']

export const hasLineage = (plural: string): boolean => withLineage.includes(plural)
