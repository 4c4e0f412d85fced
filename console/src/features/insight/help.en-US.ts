import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/boards/growth': {
    what: 'Adds, losses, net and retention of customers by day, member, department, store, region or code, compared with a period before.',
    how: [
      {
        title: 'Read the board',
        who: 'Operators, store managers',
        steps: [
          'Choose the range and the dimension; switch comparison on when needed.',
          'Click any number for the people behind it.',
          'The retention table shows, per group of adds, how many are still there.',
        ],
      },
    ],
    related: ['/customers', '/losses'],
  },
}
