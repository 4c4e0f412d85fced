import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/analysis/distribution': {
    what: 'How many people did something how often, on how many days or for how much in the range; cut at round numbers, at quantiles or where you say.',
    how: [
      {
        title: 'How many bought once, twice, more often',
        who: 'Operations, owners',
        steps: [
          'Choose the event “Order paid” and “How often”.',
          'Cut at 2 and 5: once, 2–4 times, 5 times and more.',
          'A bar opens its people; keep them as an audience.',
        ],
      },
      {
        title: 'What customers spend in a year',
        steps: ['Choose “Sum of a property” and “Paid”.', 'Divide by shop or province to see each one’s distribution.'],
      },
    ],
    related: ['/analysis/rfm', '/analysis/interval'],
  },
  '/analysis/interval': {
    what: 'How long it takes a person from one event to the next: between purchases, from a new friend to the first order; quartiles and a histogram.',
    how: [
      {
        title: 'When to remind of the next purchase',
        who: 'Operations',
        steps: [
          'Choose “Order paid” and “The same event again”.',
          'Who is beyond the upper quartile without buying probably needs a reminder.',
          'A bar opens its people.',
        ],
      },
      {
        title: 'From a new friend to the first order',
        steps: ['First “Friend added”, then switch off and choose “Order paid”.'],
      },
    ],
    related: ['/analysis/distribution', '/analysis/retention'],
  },
  '/analysis/rfm': {
    what: 'Eight kinds of customers by how recently, how often and for how much, with cut points you drag or type; or any two numbers as a matrix.',
    how: [
      {
        title: 'Find whom to win back',
        who: 'Operations, store managers',
        steps: [
          'Begin at the medians, then move the cuts: R 60 days, F 2, M ¥500.',
          'Open “High value, to win back” and keep them as an audience.',
          'The link holds the cuts: who opens it sees the same.',
        ],
      },
      {
        title: 'How often they buy × how active they are',
        steps: [
          'Choose the two-dimension matrix.',
          'Rows: orders paid; columns: days of any event, each with its cuts.',
        ],
      },
    ],
    related: ['/analysis/distribution', '/segments'],
  },
  '/analysis/lift': {
    what: 'Who bought or did this has that how much oftener than everybody, each pair both ways: for bundles and cross-selling.',
    how: [
      {
        title: 'What to offer who buys formula',
        who: 'Operations, products',
        steps: [
          'Choose the event “Order paid” and compare “Product”.',
          'Look at pairs above 1: 2× is twice as often as everybody.',
          'Open “First without second” and keep them as an audience.',
        ],
      },
    ],
    related: ['/analysis/pivot', '/segments'],
  },
  '/analysis/region': {
    what: 'In which provinces orders and customers are: a tile for each of the 34 divisions of China, and the first ten.',
    how: [
      {
        title: 'See what each province bought',
        who: 'Operations, owners',
        steps: [
          'Take the province of orders, count people and sum what was paid.',
          'A tile opens its customers, who can be kept as an audience.',
          'Save it as a tile of a board under “More”.',
        ],
      },
    ],
    related: ['/analysis/pivot', '/boards'],
  },
}
