import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/alerts': {
    what: 'A line for a metric: when it is above or below it, or changed too much against the period before, those who should know are told, with the stores, staff and codes that made the change.',
    how: [
      {
        title: 'Make an alert',
        steps: [
          'Choose “New alert”, a metric and a period, and say when it is out of the ordinary; conditions keep it to a part.',
          'Beside it you see how the metric went lately, the line, and whether it would fire now.',
          'Choose users or roles to tell and how often to look, and save.',
        ],
      },
      {
        title: 'After it fired',
        steps: [
          'Everybody is told once, in the bell and in WeCom; again only after it came back, or in the next period.',
          'Open the alert for the cause, and “Open in trends” to go on.',
        ],
      },
      {
        title: 'Cannot tell',
        steps: [
          'Without data, without something to compare with, or when the question is refused, it says why and fires nothing.',
        ],
      },
    ],
    related: ['/boards', '/analysis/trend', '/settings/notifications'],
  },
  '/targets': {
    what: 'What a metric is to reach, by the brand, departments, stores and staff, beside what it is: what is due by today, and who is behind.',
    how: [
      {
        title: 'Set many',
        steps: [
          'Choose “Set targets”, a metric and the days; what for may be empty.',
          'Fill in the brand and its stores like a spreadsheet, or paste a column of numbers into the first field.',
        ],
      },
      {
        title: 'See how far',
        steps: [
          'The bar is what is done, the line what is due by now; who is furthest behind comes first.',
          'Adds, losses, codes and welcomes count for the member of staff who did them; orders and the like for whom the customer is a friend of now.',
          'Choose a name to open the same number in trends.',
        ],
      },
    ],
    related: ['/alerts', '/boards'],
  },
}
