import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/orders': {
    what: 'Orders, payments, shipments and refunds of all shops. What is told twice or out of order is not doubled.',
    how: [
      {
        title: 'Find an order',
        steps: [
          'Enter the whole number.',
          'Click it for lines, payments, shipments, refunds and what happened.',
          'Click the buyer for the customer.',
        ],
      },
    ],
    related: ['/products', '/settings/shops'],
  },
  '/products': {
    what: 'Products, variants and stock of shops.',
    how: [{ title: 'See variants and stock', steps: ['Find by title or number.', 'Click a row.'] }],
    related: ['/orders'],
  },
  '/settings/shops': {
    what: 'Connect platforms, own malls and tills, and see whether their news is fresh.',
    how: [
      {
        title: 'Connect a shop',
        who: 'Administrators',
        steps: [
          '“Connect a shop”, choose the platform.',
          'Give the credentials; they are checked at once.',
          'Paste the callback address into the platform.',
        ],
      },
      {
        title: 'When something is missing',
        who: 'Administrators',
        steps: ['See why callbacks failed and replay them.', '“Pull again” asks for a window once more.'],
      },
    ],
    related: ['/orders', '/settings/connections'],
  },
}
